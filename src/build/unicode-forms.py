"""Prints the table behind NFC, NFD, NFKC and NFKD from Python's copy of the Unicode Character Database.

python3 src/build/unicode-forms.py > src/SparseEval.Onnx/Tokenizers/Unicode/forms.txt
"""
import sys
import unicodedata

print(f"# Unicode {unicodedata.unidata_version}: x=a b canonical and composed again, x:a b canonical only, x~a b compatibility, @class first-last ...")
classes = {}
for point in range(sys.maxunicode + 1):
    text = chr(point)
    if unicodedata.combining(text):
        classes.setdefault(unicodedata.combining(text), []).append(point)
    parts = unicodedata.decomposition(text).split()
    if not parts:
        continue
    if parts[0].startswith("<"):
        mark, parts = "~", parts[1:]
    else:
        mark = "=" if unicodedata.normalize("NFC", text) == text and len(parts) == 2 else ":"
    print(f"{point:X}{mark}{' '.join(format(int(p, 16), 'X') for p in parts)}")
for number, points in sorted(classes.items()):
    runs = []
    for point in points:
        if runs and runs[-1][1] == point - 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    print(f"@{number} {' '.join(f'{a:X}-{b:X}' for a, b in runs)}")
