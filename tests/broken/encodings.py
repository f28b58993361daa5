"""Bytes that are no UTF-8 text, or that say they are what they are not."""

import codecs
import gzip
import io
import struct
import zipfile
import zlib

from tests.broken.case import FILLED, STORY, Text

FRENCH = "Le président a été reçu à Genève par la délégation suisse, où l’accord fut signé."
GERMAN = "Der Außenminister äußerte sich am Freitag über die Gespräche in München und Köln."
RUSSIAN = (
    "Президент России Владимир Путин в среду пригласил лидера Северной Кореи посетить Москву. "
    "Переговоры продолжались более двух часов, сообщила пресс-служба Кремля журналистам."
)
JAPANESE = (
    "ロシアのプーチン大統領は水曜日、北朝鮮の金正恩氏をモスクワに招待した。"
    "両首脳は二時間以上にわたり会談し、貿易と安全保障について話し合った。"
)
CHINESE = (
    "俄罗斯总统普京周三邀请朝鲜领导人金正恩访问莫斯科。"
    "双方会谈超过两个小时，讨论了贸易和地区安全问题，新华社报道。"
)
TAIWANESE = (
    "俄羅斯總統普京週三邀請北韓領導人金正恩訪問莫斯科。"
    "雙方會談超過兩個小時，討論了貿易和地區安全問題，中央社報導。"
)
KOREAN = (
    "블라디미르 푸틴 러시아 대통령은 수요일 김정은 국무위원장을 모스크바로 초청했다. "
    "두 정상은 두 시간 넘게 회담하며 무역과 안보 문제를 논의했다고 밝혔다."
)
GREEK = "Ο πρόεδρος της Ρωσίας κάλεσε τον ηγέτη της Βόρειας Κορέας στη Μόσχα την Τετάρτη."
HEBREW = "נשיא רוסיה הזמין את מנהיג צפון קוריאה לבקר במוסקבה ביום רביעי, כך נמסר מהקרמלין."
ARABIC = "دعا الرئيس الروسي زعيم كوريا الشمالية إلى زيارة موسكو يوم الأربعاء، حسبما أعلن الكرملين."


def png() -> bytes:
    """A picture of one point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    )


def pdf() -> bytes:
    """A document that is letters for the most part, as many are."""
    body = "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n" * 40
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + body.encode() + b"trailer\n<< /Root 1 0 R >>\n%%EOF\n"


def packed() -> bytes:
    """An archive with a story in it, packed so little that it can be read."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo("story.txt"), STORY)
    return out.getvalue()


def noise(size: int) -> bytes:
    """Bytes without order, the same ones each time."""
    out, state = bytearray(), 12345
    for _ in range(size):
        state = (1103515245 * state + 12345) % 2**31
        out.append(state >> 16 & 255)
    return bytes(out)


BASE64 = "".join("ABCDEFGHijklmnop0123+/"[b % 22] for b in noise(4000))

TEXTS = (
    Text("no bytes", "a file of 0 bytes", lambda: b""),
    Text("one blank", "one space", lambda: b" "),
    Text("only blanks", "spaces, tabs and line ends", lambda: b" \t\r\n" * 50),
    Text("only wide blanks", "U+3000 and U+00A0", lambda: "\u3000\u00a0" * 50),
    Text("only line ends", "1,000 line feeds", lambda: b"\n" * 1000),
    Text("only a mark", "the byte order mark of UTF-8", lambda: codecs.BOM_UTF8),
    Text("only a mark of UTF-16", "two bytes, FF FE", lambda: codecs.BOM_UTF16_LE),
    Text("half a mark", "one byte, FF", lambda: b"\xff"),
    Text("only NULs", "1,000 zero bytes", lambda: bytes(1000)),
    Text("a NUL in a story", "a zero byte between two words", lambda: STORY.replace(" ", " \0", 1)),
    Text("NULs behind a story", "a block of 4,096 bytes filled up", lambda: STORY.encode().ljust(4096, b"\0")),
    Text("a NUL behind each letter", "UTF-16 without a mark", lambda: STORY.encode("utf-16-le")),
    Text("a NUL before each letter", "UTF-16, big end first, no mark", lambda: STORY.encode("utf-16-be")),
    Text("UTF-16", "little end first, with its mark", lambda: codecs.BOM_UTF16_LE + STORY.encode("utf-16-le")),
    Text("UTF-16 big", "big end first, with its mark", lambda: codecs.BOM_UTF16_BE + STORY.encode("utf-16-be")),
    Text("UTF-16 that is cut", "an odd number of bytes", lambda: codecs.BOM_UTF16_LE + STORY.encode("utf-16-le")[:-1]),
    Text("UTF-16 with half a pair", "a high surrogate alone", lambda: codecs.BOM_UTF16_LE + (STORY + " \ud800 end").encode("utf-16-le", "surrogatepass")),
    Text("UTF-16 of Russian", "with its mark", lambda: codecs.BOM_UTF16_LE + RUSSIAN.encode("utf-16-le")),
    Text("UTF-16 of Russian without a mark", "no zero byte but those of blanks", lambda: RUSSIAN.encode("utf-16-le")),
    Text("UTF-16 of Chinese without a mark", "no zero byte at all", lambda: CHINESE.encode("utf-16-le")),
    Text("UTF-32", "little end first, with its mark", lambda: codecs.BOM_UTF32_LE + STORY.encode("utf-32-le")),
    Text("UTF-32 big", "big end first, with its mark", lambda: codecs.BOM_UTF32_BE + STORY.encode("utf-32-be")),
    Text("UTF-32 without a mark", "little end first", lambda: STORY.encode("utf-32-le")),
    Text("UTF-32 big without a mark", "big end first", lambda: STORY.encode("utf-32-be")),
    Text("UTF-32 of Russian without a mark", "little end first", lambda: RUSSIAN.encode("utf-32-le")),
    Text("UTF-32 of Chinese without a mark", "big end first", lambda: CHINESE.encode("utf-32-be")),
    Text("UTF-32 that is cut", "without a mark, three bytes too few", lambda: STORY.encode("utf-32-le")[:-3]),
    Text("UTF-32 beyond Unicode", "a number that is no character", lambda: codecs.BOM_UTF32_LE + STORY.encode("utf-32-le") + b"\xff\xff\xff\x7f"),
    Text("a mark that lies: UTF-8", "the mark of UTF-8 before latin-1", lambda: codecs.BOM_UTF8 + FRENCH.replace("’", "'").encode("latin-1")),
    Text("a mark that lies: UTF-16", "the mark of UTF-16 before UTF-8", lambda: codecs.BOM_UTF16_LE + STORY.encode()),
    Text("a mark that lies: UTF-32", "the mark of UTF-32 before UTF-8", lambda: codecs.BOM_UTF32_LE + STORY.encode()),
    Text("two marks", "the mark of UTF-8 twice", lambda: codecs.BOM_UTF8 * 2 + STORY.encode()),
    Text("a mark between", "two files that were joined", lambda: STORY + "\n\ufeff" + FRENCH),
    Text("UTF-8 that is cut", "the last letter has lost a byte", lambda: FRENCH.encode().removesuffix("é.".encode()) + "’".encode()[:2]),
    Text("UTF-8 that is cut after one byte", "only the first byte of a letter is left", lambda: (RUSSIAN + "д").encode()[:-1]),
    Text("UTF-8 that begins in a letter", "the first byte is missing", lambda: RUSSIAN.encode()[1:]),
    Text("one broken byte", "FE within UTF-8", lambda: STORY.encode().replace(b"Kim", b"K\xfem", 1) + FRENCH.encode()),
    Text("overlong UTF-8", "a slash as C0 AF", lambda: STORY.encode() + b" \xc0\xaf end"),
    Text("surrogates in UTF-8", "CESU-8, as old databases write an emoji", lambda: (STORY + " \ud83d\ude00 end").encode("utf-8", "surrogatepass")),
    Text("a string with half a pair", "JSON's \\ud800 alone", lambda: STORY + " \ud800 end"),
    Text("a string with half pairs only", "100 times U+D800", lambda: "\ud800" * 100),
    Text("UTF-8 beyond Unicode", "F5 80 80 80", lambda: STORY.encode() + b" \xf5\x80\x80\x80 end"),
    Text("UTF-7", "as mail once wrote it", lambda: RUSSIAN.encode("utf-7")),
    Text("UTF-8 read as latin-1", "and written as UTF-8 again", lambda: FRENCH.encode().decode("cp1252", "replace")),
    Text("UTF-8 read as latin-1 twice", "mojibake of mojibake", lambda: GERMAN.encode().decode("latin-1").encode().decode("latin-1")),
    Text("latin-1", "French", lambda: FRENCH.replace("’", "'").encode("latin-1")),
    Text("cp1252", "French with curly quotes", lambda: FRENCH.encode("cp1252")),
    Text("cp1252 with a hole", "byte 81, which means nothing", lambda: FRENCH.encode("cp1252") + b" \x81"),
    Text("cp437", "German, from DOS", lambda: GERMAN.encode("cp437")),
    Text("Mac Roman", "French", lambda: FRENCH.encode("mac-roman")),
    Text("cp1251", "Russian", lambda: RUSSIAN.encode("cp1251")),
    Text("KOI8-R", "Russian", lambda: RUSSIAN.encode("koi8-r")),
    Text("cp866", "Russian, from DOS", lambda: RUSSIAN.encode("cp866")),
    Text("cp1253", "Greek", lambda: GREEK.encode("cp1253")),
    Text("cp1255", "Hebrew", lambda: HEBREW.encode("cp1255")),
    Text("cp1256", "Arabic", lambda: ARABIC.encode("cp1256")),
    Text("Shift JIS", "Japanese", lambda: JAPANESE.encode("shift-jis")),
    Text("EUC-JP", "Japanese", lambda: JAPANESE.encode("euc-jp")),
    Text("ISO-2022-JP", "Japanese, as mail writes it", lambda: JAPANESE.encode("iso-2022-jp")),
    Text("GB18030", "Chinese", lambda: CHINESE.encode("gb18030")),
    Text("Big5", "Chinese of Taiwan", lambda: TAIWANESE.encode("big5")),
    Text("EUC-KR", "Korean", lambda: KOREAN.encode("euc-kr")),
    Text("two encodings", "a line of UTF-8, a line of cp1252", lambda: FRENCH.encode() + b"\n" + GERMAN.encode("cp1252")),
    Text("EBCDIC", "as mainframes write it", lambda: STORY.encode("cp500")),
    Text("noise", "4,000 bytes without order", lambda: noise(4000)),
    Text("every byte once", "00 to FF", lambda: bytes(range(256))),
    Text("a picture", "a PNG called .txt", png),
    Text("a JPEG", "its first bytes, then noise", lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF\0" + noise(2000)),
    Text("a GIF", "its first bytes, then noise", lambda: b"GIF89a" + noise(2000)),
    Text("a WebP", "its first bytes, then noise", lambda: b"RIFF\x24\x10\0\0WEBPVP8 " + noise(2000)),
    Text("a PDF", "most of it can be read", pdf),
    Text("a zip", "with a readable story in it", packed),
    Text("gzip", "a story, packed", lambda: gzip.compress(STORY.encode(), mtime=0)),
    Text("bzip2", "its first bytes, then noise", lambda: b"BZh91AY&SY" + noise(900)),
    Text("zstd", "its first bytes, then noise", lambda: b"\x28\xb5\x2f\xfd" + noise(900)),
    Text("7z", "its first bytes, then noise", lambda: b"7z\xbc\xaf\x27\x1c" + noise(900)),
    Text("a program of Windows", "MZ, zero bytes, a readable message", lambda: b"MZ\x90\0\x03\0\0\0" + bytes(52) + b"\x80\0\0\0This program cannot be run in DOS mode.\r\r\n$" + bytes(99)),
    Text("a program of Linux", "ELF, its head and readable names", lambda: b"\x7fELF\x02\x01\x01" + bytes(9) + b"\x02\0>\0" + b"\0".join(w.encode() for w in STORY.split() * 20)),
    Text("a database", "SQLite, its head and readable rows", lambda: b"SQLite format 3\0\x10\0\x01\x01" + STORY.encode() * 9),
    Text("a document of Word", "the old format, with readable text", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99) + STORY.encode() * 9),
    Text("RTF", "a document of WordPad", lambda: "{\\rtf1\\ansi\\deff0 {\\fonttbl {\\f0 Times;}}\n" + FILLED + "\\par\n}"),
    Text("PostScript", "a program for a printer", lambda: "%!PS-Adobe-3.0\n/Times findfont 12 scalefont setfont\n(Kim) show\nshowpage\n"),
    Text("a sound", "MP3 with its tag, then noise", lambda: b"ID3\x04\0\0\0\0\0\x10" + noise(2000)),
    Text("a film", "MP4, its first bytes, then noise", lambda: b"\0\0\0\x18ftypmp42" + noise(2000)),
    Text("a font", "WOFF2, its first bytes, then noise", lambda: b"wOF2\0\x01\0\0" + noise(2000)),
    Text("Java", "a class file", lambda: b"\xca\xfe\xba\xbe\0\0\0\x34" + noise(2000)),
    Text("Parquet", "its first and last bytes", lambda: b"PAR1" + noise(2000) + b"PAR1"),
    Text("a pickle", "of Python", lambda: b"\x80\x04\x95\x20\0\0\0\0\0\0\0\x8c" + noise(50)),
    Text("base64", "a picture, 4,000 letters in one line", lambda: BASE64),
    Text("base64 in lines", "as mail writes it", lambda: "\n".join(BASE64[n : n + 76] for n in range(0, 4000, 76))),
    Text("a picture as an address", "data:image/png;base64 in a story", lambda: f"{STORY}\ndata:image/png;base64,{BASE64[:400]}\nThe end came on Friday, he said."),
    Text("quoted-printable", "as mail writes it", lambda: FRENCH.replace("é", "=C3=A9").replace("à", "=C3=A0") + "=\nIl a parl=C3=A9."),
)  # fmt: skip
