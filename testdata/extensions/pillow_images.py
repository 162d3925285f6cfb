# package: python3-pil
import io
import pickle
from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageEnhance, ImageFilter, ImageOps, ImageStat

im = Image.new("RGB", (40, 30), "navy")
print(im.mode, im.size, im.getpixel((0, 0)), im.getbands(), im.getbbox())
draw = ImageDraw.Draw(im)
draw.rectangle((5, 5, 20, 20), fill=(255, 0, 0), outline="white")
draw.ellipse((15, 10, 35, 28), fill="#00ff00")
draw.line([(0, 0), (39, 29)], fill=(255, 255, 0), width=2)
draw.polygon([(1, 29), (5, 20), (9, 29)], fill="cyan")
draw.text((2, 2), "hi", fill="white")
print(im.getpixel((10, 10)), im.getpixel((25, 20)), len(im.getcolors()), ImageColor.getrgb("hsl(120,100%,50%)"))
px = im.load()
px[39, 0] = (1, 2, 3)
print(px[39, 0], im.crop((38, 0, 40, 2)).tobytes().hex())
print(ImageStat.Stat(im).mean, im.histogram()[:4], im.convert("L").getextrema())

# transformations
for name, t in [("resize", im.resize((10, 8), Image.BICUBIC)), ("rotate", im.rotate(45, expand=True)), ("flip", im.transpose(Image.FLIP_LEFT_RIGHT)),
                ("thumb", ImageOps.fit(im, (12, 12))), ("affine", im.transform((20, 20), Image.AFFINE, (1, 0.2, 0, 0, 1, 3))),
                ("quantize", im.quantize(8)), ("1", im.convert("1")), ("cmyk", im.convert("CMYK")), ("hsv", im.convert("HSV"))]:
    print(name, t.mode, t.size, sum(t.tobytes()) % 65521)
for f in (ImageFilter.GaussianBlur(2), ImageFilter.SHARPEN, ImageFilter.FIND_EDGES, ImageFilter.MedianFilter(3),
          ImageFilter.Kernel((3, 3), [0, 1, 0, 1, -4, 1, 0, 1, 0], scale=1)):
    print(type(f).__name__ if not isinstance(f, type) else f.__name__, sum(im.filter(f).tobytes()) % 65521)
print(sum(ImageEnhance.Contrast(im).enhance(1.5).tobytes()) % 65521, sum(ImageOps.invert(im).tobytes()) % 65521)
r, g, b = im.split()
print(Image.merge("RGB", (b, g, r)).getpixel((10, 10)), ImageChops.difference(r, g).getbbox())
print(im.point(lambda v: v // 2).getpixel((10, 10)), r.point([i ^ 255 for i in range(256)]).getpixel((10, 10)))
print(Image.eval(g, lambda v: 255 - v).getpixel((25, 20)), Image.blend(im, ImageOps.mirror(im), 0.5).getpixel((3, 3)))
mask = Image.new("L", im.size, 0)
mask.paste(200, (0, 0, 20, 30))
c = Image.composite(im, Image.new("RGB", im.size, "white"), mask)
c.paste(im.crop((0, 0, 5, 5)), (30, 20))
print(sum(c.tobytes()) % 65521, Image.alpha_composite(im.convert("RGBA"), Image.new("RGBA", im.size, (0, 0, 0, 128))).getpixel((10, 10)))

# files in memory
for fmt, exact in (("PNG", True), ("BMP", True), ("TIFF", True), ("GIF", False), ("JPEG", False), ("PPM", True)):
    f = io.BytesIO()
    im.save(f, fmt)
    f.seek(0)
    back = Image.open(f)
    print(fmt, back.format, back.mode, back.size, not exact or back.tobytes() == im.tobytes(), f.getvalue()[:4])
f = io.BytesIO()
frames = [Image.new("P", (4, 4), i) for i in range(3)]
frames[0].save(f, "GIF", save_all=True, append_images=frames[1:], duration=50, loop=0)
g = Image.open(f)
print(g.n_frames, g.is_animated, [g.seek(i) or g.tell() for i in range(3)], g.info["duration"])


class Chunked:
    def __init__(self, data):
        self.f, self.reads = io.BytesIO(data), 0

    def read(self, n=-1):
        self.reads += 1
        return self.f.read(n)

    def seek(self, *a):
        return self.f.seek(*a)

    def tell(self):
        return self.f.tell()


png = io.BytesIO()
im.save(png, "PNG", pnginfo=None)
src = Chunked(png.getvalue())
with Image.open(src) as o:
    o.load()
    print(o == im, src.reads > 2)
print(pickle.loads(pickle.dumps(im)) == im, im.copy() == im, im == c)
raw = bytearray(range(12))
v = Image.frombuffer("L", (4, 3), raw, "raw", "L", 0, 1)
raw[0] = 99
print(v.getpixel((0, 0)), Image.frombytes("L", (2, 2), b"abcd").getdata()[3], list(v.getdata())[:4])
for bad in (lambda: Image.open(io.BytesIO(b"not an image")), lambda: Image.new("XYZ", (1, 1)), lambda: im.getpixel((100, 0)),
            lambda: Image.open("/nonexistent.png"), lambda: Image.open(io.BytesIO(png.getvalue()[:60])).load()):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, str(e).split(" <")[0])
