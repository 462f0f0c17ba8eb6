"""What a Chinese character is. Standard library only. The converters say the same; a test holds the two together."""

__all__ = ["HAN"]

HAN = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\ue000-\uf8ff\uf900-\ufaff\U00020000-\U0003ffff"
"""The Chinese characters, those of private use with them, for use inside a character class."""
