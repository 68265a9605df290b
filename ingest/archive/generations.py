"""In the making."""


class Generations:
    def __init__(self, files: object, database: object) -> None: ...
