#!/usr/bin/python3
"""draw.py - draws the products of the demo shop.

Each picture is a few shapes on a quiet mat, written here as SVG and turned
into WebP by a browser: NAME.webp (648 pixels) and NAME-324.webp. The
results lie beside this file; run it again only to change a picture:

    PYTHONPATH=tests/lib /usr/bin/python3 demo/pictures/draw.py
"""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SIZES = (("", 648), ("-324", 324))

MAT = ("#f4f1ea", "#e6e1d6")


def gradient(name, top, bottom, across=False):
    end = 'x2="1" y2="0"' if across else 'x2="0" y2="1"'
    return ('<linearGradient id="%s" x1="0" y1="0" %s><stop offset="0" '
            'stop-color="%s"/><stop offset="1" stop-color="%s"/>'
            '</linearGradient>' % (name, end, top, bottom))


def scene(shapes, *gradients, shadow=(200, 318, 120)):
    """A mat, a soft shadow where the thing stands, and the thing."""
    x, y, width = shadow
    ground = "" if not width else (
        '<ellipse cx="%d" cy="%d" rx="%d" ry="14" fill="#5b5243" '
        'opacity=".28" filter="url(#soft)"/>' % (x, y, width))
    return ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400">'
            '<defs>%s%s<filter id="soft" x="-50%%" y="-200%%" width="200%%" '
            'height="500%%"><feGaussianBlur stdDeviation="9"/></filter>'
            '</defs><rect width="400" height="400" fill="url(#mat)"/>%s%s'
            '</svg>' % (gradient("mat", *MAT), "".join(gradients), ground,
                        shapes))


def linen_towel():
    folds = "".join(
        '<path d="M%d 96V300" stroke="#b9ab92" stroke-width="1" '
        'opacity=".35"/>' % x for x in range(128, 276, 8))
    return scene(
        '<path d="M118 92h164v214q-20 9-41 0t-41 0-41 0-41 0z" '
        'fill="url(#a)"/>' + folds +
        '<path d="M118 246h164v9H118zM118 264h164v4H118z" fill="#35605a"/>'
        '<path d="M118 92h164v16q-82 10-164 0z" fill="#fff" opacity=".45"/>'
        '<path d="M186 92a14 17 0 0 1 28 0" fill="none" stroke="#35605a" '
        'stroke-width="5"/>',
        gradient("a", "#efe7d6", "#d9cdb5"), shadow=(200, 322, 96))


def mug(light, dark, rim):
    return scene(
        '<path d="M262 176c58-14 66 84-4 92" fill="none" '
        'stroke="url(#a)" stroke-width="19" stroke-linecap="round"/>'
        '<path d="M122 150h148v110c0 40-26 56-74 56s-74-16-74-56z" '
        'fill="url(#a)"/>'
        '<path d="M122 150h148v34c-40 12-108 12-148 0z" fill="%s" '
        'opacity=".9"/>'
        '<ellipse cx="196" cy="150" rx="74" ry="17" fill="%s"/>'
        '<ellipse cx="196" cy="152" rx="63" ry="12" fill="#57402c"/>'
        '<path d="M140 176v84c0 14 4 24 10 32" fill="none" stroke="#fff" '
        'stroke-width="7" stroke-linecap="round" opacity=".3"/>'
        '<g fill="none" stroke="#a99f8e" stroke-width="4" '
        'stroke-linecap="round" opacity=".55"><path d="M172 122c-10-14 '
        '10-22 0-38"/><path d="M204 118c-10-14 10-22 0-38"/></g>'
        % (rim, rim), gradient("a", light, dark, True))


def pouch(paper, dark, band, label, leaf):
    return scene(
        '<path d="M128 96h144l10 206q-82 20-164 0z" fill="url(#a)"/>'
        '<path d="M128 96h144l1 26H127z" fill="%s" opacity=".55"/>'
        '<path d="M134 108h132" stroke="#fff" stroke-width="2" '
        'stroke-dasharray="5 5" opacity=".8"/>'
        '<rect x="146" y="160" width="108" height="104" rx="6" '
        'fill="%s"/>%s'
        '<path d="M166 238h68M178 250h44" stroke="%s" stroke-width="4" '
        'stroke-linecap="round"/>'
        % (dark, label, leaf, band), gradient("a", paper, dark, True),
        shadow=(200, 312, 104))


def lime_tea():
    leaf = ('<g transform="translate(200 200)"><path d="M0 26V-22" '
            'stroke="#5d7a3a" stroke-width="3"/>'
            '<path d="M0-2c-26 4-34-12-32-26 20-2 34 8 32 26z" '
            'fill="#7e9c4d"/><path d="M0 8c24 4 34-8 34-22-20-4-34 4-34 '
            '22z" fill="#94ae5f"/><circle cx="0" cy="-26" r="6" '
            'fill="#e5c558"/><circle cx="-10" cy="-30" r="4" '
            'fill="#e5c558"/><circle cx="10" cy="-31" r="4" '
            'fill="#e5c558"/></g>')
    return pouch("#d9c7a4", "#b99f74", "#5d7a3a", "#fbf8f0", leaf)


def rye_mix():
    ear = "".join(
        '<ellipse cx="%d" cy="%d" rx="5" ry="11" fill="#a8772f" '
        'transform="rotate(%d %d %d)"/>' % (200 + side * 10, y, side * 32,
                                            200 + side * 10, y)
        for y in (180, 196, 212) for side in (-1, 1))
    return pouch("#a88460", "#7d5d3f", "#7d5d3f", "#f6ecd8",
                 '<path d="M200 228v-60" stroke="#a8772f" '
                 'stroke-width="3"/>' + ear)


def strainer():
    holes = "".join('<circle cx="%d" cy="%d" r="2.6" fill="#6f777b"/>'
                    % (x, y) for y in range(196, 268, 13)
                    for x in range(142 + (y % 2) * 6, 246, 13)
                    if (x - 190) ** 2 / 2900 + (y - 190) ** 2 / 6200 < .95)
    return scene(
        '<path d="M244 190l92-66" stroke="url(#a)" stroke-width="15" '
        'stroke-linecap="round"/>'
        '<path d="M126 186h128c0 66-24 104-64 104s-64-38-64-104z" '
        'fill="url(#a)"/>' + holes +
        '<ellipse cx="190" cy="186" rx="68" ry="15" fill="#d4d9db"/>'
        '<ellipse cx="190" cy="187" rx="57" ry="10" fill="#8d9599"/>'
        '<path d="M122 186H96" stroke="#b9c0c3" stroke-width="9" '
        'stroke-linecap="round"/>',
        gradient("a", "#e4e8e9", "#98a1a5", True), shadow=(190, 304, 70))


def honey():
    return scene(
        '<path d="M130 152c-14 10-18 22-18 44v76c0 32 16 44 44 44h88c28 '
        '0 44-12 44-44v-76c0-22-4-34-18-44z" fill="url(#a)"/>'
        '<path d="M128 108h144v40H128z" fill="url(#b)"/>'
        '<path d="M122 100h156v16H122z" fill="#d9c9a6"/>'
        '<rect x="138" y="192" width="124" height="84" rx="6" '
        'fill="#fbf6e8"/>'
        '<g fill="#d99a2b"><path d="M200 204l15 9v17l-15 9-15-9v-17z"/>'
        '<path d="M233 204l15 9v17l-15 9-15-9v-17z" opacity=".6"/>'
        '<path d="M167 204l15 9v17l-15 9-15-9v-17z" opacity=".6"/></g>'
        '<path d="M164 256h72" stroke="#8d5f14" stroke-width="4" '
        'stroke-linecap="round"/>'
        '<path d="M126 190v84" stroke="#fff" stroke-width="8" '
        'stroke-linecap="round" opacity=".4"/>',
        gradient("a", "#f0b744", "#c47d16"),
        gradient("b", "#e8dcc0", "#c9b78f"), shadow=(200, 318, 104))


def candle():
    return scene(
        '<circle cx="200" cy="98" r="70" fill="#ffdf8f" opacity=".4" '
        'filter="url(#soft)"/>'
        '<rect x="148" y="148" width="104" height="166" rx="10" '
        'fill="url(#a)"/>'
        '<ellipse cx="200" cy="150" rx="52" ry="13" fill="#f3d48a"/>'
        '<ellipse cx="200" cy="151" rx="30" ry="7" fill="#e3b65a"/>'
        '<path d="M200 150v-22" stroke="#4d3a22" stroke-width="4"/>'
        '<path d="M200 70c20 26 20 44 0 58-20-14-20-32 0-58z" '
        'fill="#f5a53a"/><path d="M200 92c9 14 9 24 0 33-9-9-9-19 0-33z" '
        'fill="#fff1c4"/>'
        '<path d="M148 214h104v46H148z" fill="#f7efdd"/>'
        '<path d="M170 230h60M182 244h36" stroke="#9a7430" '
        'stroke-width="4" stroke-linecap="round"/>',
        gradient("a", "#e7bf6c", "#c9973f", True), shadow=(200, 316, 74))


def board():
    return scene(
        '<g transform="rotate(-18 200 200)">'
        '<path d="M112 132q0-20 20-20h136q20 0 20 20v136q0 20-20 '
        '20h-46v44q0 14-22 14t-22-14v-44h-46q-20 0-20-20z" '
        'fill="url(#a)"/>'
        '<g fill="none" stroke="#8f6232" stroke-width="2" opacity=".4">'
        '<path d="M124 150c60-14 96 12 152-4M124 178c40 12 100-18 152 2'
        'M124 210c50-12 90 14 152 0M124 240c64 12 100-8 152 4"/>'
        '<ellipse cx="236" cy="194" rx="16" ry="7"/></g>'
        '<circle cx="200" cy="322" r="9" fill="#efeae0"/></g>',
        gradient("a", "#d6a76c", "#b07f45"), shadow=(206, 340, 110))


def apron():
    return scene(
        '<path d="M156 118a44 46 0 0 1 88 0" fill="none" '
        'stroke="#2f4a5a" stroke-width="8"/>'
        '<path d="M152 112h96l12 70 40 26v104q-100 26-200 0V208l40-26z" '
        'fill="url(#a)"/>'
        '<path d="M144 236h112v50q-56 18-112 0z" fill="#4a6b7e"/>'
        '<path d="M144 236h112v9H144z" fill="#7e9aa9"/>'
        '<path d="M100 208l-36 14M300 208l36 14" stroke="#2f4a5a" '
        'stroke-width="7" stroke-linecap="round"/>'
        '<path d="M152 112h96l2 12H150z" fill="#7e9aa9"/>',
        gradient("a", "#5d7f92", "#3d5c6d"), shadow=(200, 330, 96))


def blanket():
    layers = "".join(
        '<rect x="%d" y="%d" width="%d" height="44" rx="20" '
        'fill="url(#%s)"/>' % (94 - i * 4, 150 + i * 40, 212 + i * 8,
                               "ab"[i % 2]) for i in range(4))
    fringe = "".join(
        '<path d="M%d 302v22" stroke="#8c4f43" stroke-width="5" '
        'stroke-linecap="round"/>' % x for x in range(100, 306, 13))
    return scene(
        fringe + layers +
        '<g stroke="#f1e3d3" stroke-width="5" opacity=".8"><path '
        'd="M130 152v160M146 152v160M262 152v160"/></g>'
        '<path d="M112 164h170" stroke="#fff" stroke-width="5" '
        'stroke-linecap="round" opacity=".25"/>',
        gradient("a", "#b9705f", "#9c5546"),
        gradient("b", "#ab6454", "#8c4f43"), shadow=(200, 326, 128))


def notebook():
    dots = "".join('<circle cx="%d" cy="%d" r="1.6" fill="#f2e7cf" '
                   'opacity=".55"/>' % (x, y) for x in range(156, 280, 16)
                   for y in range(110, 310, 16))
    return scene(
        '<g transform="rotate(7 200 200)"><rect x="126" y="86" width="160" '
        'height="236" rx="10" fill="#efe8d8"/>'
        '<rect x="118" y="82" width="160" height="236" rx="10" '
        'fill="url(#a)"/>' + dots +
        '<rect x="118" y="82" width="22" height="236" rx="9" '
        'fill="#203f39"/>'
        '<rect x="168" y="136" width="86" height="50" rx="4" '
        'fill="#f4eddc"/><path d="M182 154h58M182 168h38" '
        'stroke="#35605a" stroke-width="4" stroke-linecap="round"/>'
        '<path d="M258 82v236" stroke="#d28b58" stroke-width="6"/></g>',
        gradient("a", "#3f7168", "#2c544d", True), shadow=(206, 334, 104))


def teapot():
    return scene(
        '<path d="M272 214c44-4 46-52 74-62l8 12c-24 20-22 74-78 88z" '
        'fill="url(#a)"/>'
        '<path d="M128 190c-62-12-72 82 6 84" fill="none" '
        'stroke="url(#a)" stroke-width="17" stroke-linecap="round"/>'
        '<path d="M204 148c60 0 88 36 88 86 0 56-36 82-88 82s-88-26-88-82'
        'c0-50 28-86 88-86z" fill="url(#a)"/>'
        '<path d="M146 162c30-22 86-22 116 0-30 14-86 14-116 0z" '
        'fill="#3c5560"/>'
        '<circle cx="204" cy="134" r="13" fill="#c98a4b"/>'
        '<path d="M138 214c2 40 12 64 30 80" fill="none" stroke="#fff" '
        'stroke-width="8" stroke-linecap="round" opacity=".28"/>',
        gradient("a", "#6c8894", "#3f5b67"))


def pattern():
    stitches = "".join(
        '<path d="M%d %dl7 8 7-8" fill="none" stroke="%s" '
        'stroke-width="4" stroke-linecap="round"/>'
        % (x, y, "#b5534a" if (x // 16 + y // 13) % 3 else "#3f6a76")
        for x in range(150, 242, 16) for y in range(168, 254, 13))
    return scene(
        '<g transform="rotate(-6 200 200)"><rect x="118" y="80" '
        'width="164" height="240" rx="4" fill="#fff"/>'
        '<path d="M250 80l32 32h-32z" fill="#d8d2c6"/>'
        '<path d="M140 114h84" stroke="#4a463d" stroke-width="8" '
        'stroke-linecap="round"/><path d="M140 136h54" stroke="#b5ada0" '
        'stroke-width="5" stroke-linecap="round"/>' + stitches +
        '<path d="M140 282h112M140 298h80" stroke="#cfc8ba" '
        'stroke-width="5" stroke-linecap="round"/></g>',
        shadow=(206, 332, 96))


def gift_card():
    return scene(
        '<g transform="rotate(-8 200 200)"><rect x="76" y="122" width="248" '
        'height="158" rx="14" fill="url(#a)"/>'
        '<path d="M76 190h248v18H76z" fill="#e8c07a"/>'
        '<path d="M206 122h18v158h-18z" fill="#e8c07a"/>'
        '<path d="M215 196c-50-8-52-46-28-46 18 0 26 22 28 46zM215 196c50-8 '
        '52-46 28-46-18 0-26 22-28 46z" fill="none" stroke="#f3dcab" '
        'stroke-width="8"/></g>',
        gradient("a", "#35605a", "#24463f"), shadow=(204, 314, 128))


def soap():
    return scene(
        '<path d="M96 208l66-42h158l-54 44z" fill="#dfe6d6"/>'
        '<path d="M96 208h170v82H96z" fill="url(#a)"/>'
        '<path d="M266 210l54-44v78l-54 46z" fill="#a9b79b"/>'
        '<path d="M140 208h46v82h-46z" fill="#f8f4e8"/>'
        '<path d="M140 208l66-42h44l-64 42z" fill="#fffaf0"/>'
        '<path d="M152 236h22M152 250h22" stroke="#5d7a3a" '
        'stroke-width="4" stroke-linecap="round"/>'
        '<g fill="#fff" opacity=".7"><circle cx="300" cy="136" r="15"/>'
        '<circle cx="324" cy="116" r="8"/><circle cx="278" cy="122" '
        'r="6"/></g>',
        gradient("a", "#cbd7be", "#b3c2a4"), shadow=(208, 300, 124))


def logo():
    return ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400">'
            '<rect width="400" height="400" rx="88" fill="#35605a"/>'
            '<path d="M200 326V150" stroke="#f4f1ea" stroke-width="16" '
            'stroke-linecap="round"/>'
            '<path d="M200 240c-84 6-104-50-98-96 66-4 104 34 98 96z" '
            'fill="#f4f1ea"/><path d="M200 206c76 4 100-42 98-92-62-8-104 '
            '26-98 92z" fill="#cfe0d4"/></svg>')


def placeholder():
    return scene(
        '<rect x="112" y="120" width="176" height="160" rx="12" '
        'fill="none" stroke="#b5ab98" stroke-width="10"/>'
        '<circle cx="164" cy="172" r="16" fill="#b5ab98"/>'
        '<path d="M124 264l52-50 34 30 30-28 40 44" fill="none" '
        'stroke="#b5ab98" stroke-width="10" stroke-linejoin="round"/>',
        shadow=(0, 0, 0))


PICTURES = {
    "linen-towel": linen_towel,
    "mug-sand": lambda: mug("#e2d2b4", "#b79c74", "#efe4cd"),
    "mug-moss": lambda: mug("#8ea37f", "#5d7452", "#b4c4a6"),
    "mug-ink": lambda: mug("#5a6c84", "#34445a", "#8797ac"),
    "lime-tea": lime_tea, "tea-strainer": strainer, "wild-honey": honey,
    "beeswax-candle": candle, "oak-board": board, "linen-apron": apron,
    "wool-blanket": blanket, "dotted-notebook": notebook,
    "rye-bread-mix": rye_mix, "stoneware-teapot": teapot,
    "warm-hands-pattern": pattern, "gift-card": gift_card,
    "birch-soap": soap, "logo": logo, "placeholder": placeholder,
}


def main():
    import browser
    wanted = sys.argv[1:] or list(PICTURES)
    with browser.Browser() as chrome:
        for name in wanted:
            for ending, size in SIZES:
                data = chrome.picture(PICTURES[name](), size)
                path = os.path.join(HERE, name + ending + ".webp")
                with open(path, "wb") as file:
                    file.write(data)
                print(name + ending, len(data))


if __name__ == "__main__":
    main()
