// Writing an answer: saved by itself, attachments with progress. Everything here is a comfort: the form works without it.
