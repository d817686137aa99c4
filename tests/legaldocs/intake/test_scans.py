"""Images of pages: bounded, upright, on white, and put into a PDF without loss."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from PIL import Image

from legaldocs.intake import scans
from legaldocs.intake.errors import UnreadableFile
from legaldocs.intake.filetype import FileType, sniff
from legaldocs.intake.reader import read_file
from tests.legaldocs.intake.printed_files import directive_page, image_file, printed, text_at


def page_sizes(data: bytes) -> list[tuple[int, int]]:
    document = pypdfium2.PdfDocument(data)
    sizes = [(round(page.get_width()), round(page.get_height())) for page in document]
    document.close()
    return sizes


def png(image: Image.Image, **options) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", **options)
    return out.getvalue()


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF"])
def test_an_image_is_known_by_content_and_waits_for_recognition(form):
    data = image_file(directive_page(), form, dpi=100)
    assert sniff(data) is FileType[form]
    (result,) = read_file("anh.docx", data=data)
    assert (result.ok, result.is_scan, result.media_type) == (False, True, FileType[form].value)
    assert result.data == data
    assert "nhận dạng" in result.error


def test_all_pages_of_a_tiff_come_into_the_pdf_in_the_size_of_the_paper():
    two = printed(text_at(25, 30, "Trang một"), text_at(25, 30, "Trang hai"))
    assert page_sizes(scans.image_to_pdf(image_file(two, "TIFF", dpi=150))) == [(596, 842), (596, 842)]


def test_a_photo_is_turned_upright_as_the_camera_noted():
    exif = Image.Exif()
    exif[0x0112] = 6  # turn clockwise
    out = io.BytesIO()
    Image.new("L", (1200, 800), 255).save(out, "JPEG", exif=exif, dpi=(100, 100))
    ((width, height),) = page_sizes(scans.image_to_pdf(out.getvalue()))
    assert height > width


def test_transparent_images_stand_on_white_and_odd_resolutions_are_guessed():
    clear = Image.new("RGBA", (827, 1169), (0, 0, 0, 0))
    pages = scans.image_to_pdf(png(clear, dpi=(1, 1)))
    assert page_sizes(pages) == [(595, 842)]
    document = pypdfium2.PdfDocument(pages)
    assert document[0].render(scale=0.2).to_pil().convert("L").getextrema() == (255, 255)
    document.close()


@pytest.mark.parametrize("mode", ["1", "L", "RGB", "P", "LA", "I;16", "CMYK"])
def test_images_of_every_mode_are_taken(mode):
    form = "TIFF" if mode == "CMYK" else "PNG"
    out = io.BytesIO()
    Image.new(mode, (400, 500)).save(out, form)
    assert page_sizes(scans.image_to_pdf(out.getvalue()))


def test_images_beyond_bounds_are_refused_with_figures(monkeypatch):
    with pytest.raises(UnreadableFile, match="quá nhỏ"):
        scans.check_image(png(Image.new("L", (50, 50))))
    monkeypatch.setattr(scans, "MOST_PIXELS", 100_000)
    with pytest.raises(UnreadableFile, match="500×500 điểm, vượt quá"):
        scans.check_image(png(Image.new("L", (500, 500))))


@pytest.mark.parametrize("cut", [30, 200, -200])
def test_damaged_images_are_refused_in_words(cut):
    data = image_file(directive_page(), "PNG", dpi=60)
    with pytest.raises(UnreadableFile, match="hỏng"):
        scans.image_to_pdf(data[:cut])


def test_an_image_with_an_archive_behind_it_is_refused_as_two_faced():
    import zipfile

    out = io.BytesIO(image_file(directive_page(), "PNG", dpi=60))
    out.seek(0, 2)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("a.txt", "Điều 1")
    (result,) = read_file("a.png", data=out.getvalue())
    assert "vừa là" in result.error


def test_the_program_says_what_is_wrong_on_standard_error(tmp_path, monkeypatch, capsys):
    bad, good = tmp_path / "xau", tmp_path / "tot"
    bad.write_bytes(b"\x89PNG\r\n\x1a\nnothing")
    good.write_bytes(image_file(directive_page(), "PNG", dpi=60))
    monkeypatch.setattr("sys.argv", ["scans", str(bad), str(tmp_path / "ra.pdf")])
    with pytest.raises(SystemExit) as end:
        scans.main()
    assert end.value.code == 2
    assert "hỏng" in capsys.readouterr().err
    monkeypatch.setattr("sys.argv", ["scans", str(good), str(tmp_path / "ra.pdf")])
    scans.main()
    assert (tmp_path / "ra.pdf").read_bytes().startswith(b"%PDF")
