from pathlib import Path

from statuscodes.entries.folders import content_files, labels


def write(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    return folder


def test_a_file_belongs_to_the_part_that_it_lies_in(tmp_path: Path) -> None:
    names = (
        "codes/404.md",
        "guide/1-a.md",
        "notes/404.md",
        "notes/404-payments.md",
        "404.md",
        "404-payments.md",
        "rfcs.yaml",
        "rumours.yaml",
    )
    files = content_files(write(tmp_path / "content", *names))
    assert [(file.label, file.part, file.problem) for file in files] == [
        ("content/404-payments.md", "codes or notes", ""),
        ("content/404.md", "codes or notes", ""),
        ("content/codes/404.md", "codes", ""),
        ("content/guide/1-a.md", "guide", ""),
        ("content/notes/404-payments.md", "notes", ""),
        ("content/notes/404.md", "notes", ""),
        ("content/rfcs.yaml", "rfcs", ""),
        ("content/rumours.yaml", "rumours", ""),
    ]


def test_what_lies_beside_content_all_the_same_is_passed_over(tmp_path: Path) -> None:
    names = (
        ".git/config",
        "..data/404.md",
        "README.md",
        "LICENSE",
        "codes/.404.md.swp",
        "codes/404.md~",
        "codes/#404.md#",
        "notes/README.md",
    )
    assert content_files(write(tmp_path / "content", *names)) == []


def test_a_mounted_file_may_be_a_link_as_kubernetes_makes_it(tmp_path: Path) -> None:
    folder = write(tmp_path / "content-extra", "..2026_11_26/503.md")
    (folder / "..data").symlink_to("..2026_11_26")
    (folder / "503.md").symlink_to("..data/503.md")
    assert [file.label for file in content_files(folder)] == ["content-extra/503.md"]


def test_only_the_first_folder_must_be_there(tmp_path: Path) -> None:
    first, second = write(tmp_path / "content", "404.md"), tmp_path / "nowhere"
    assert [file.label for file in content_files(first, second)] == ["content/404.md"]
    assert [file.problem for file in content_files(second, first)] == ["there is no such folder", ""]


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    folder = write(tmp_path, "content-extra", "content/404.md")
    files = content_files(folder / "content", folder / "content-extra")
    assert [(file.label, file.problem) for file in files[1:]] == [
        (f"{folder}/content-extra", "the folder cannot be read: Not a directory"),
    ]


def test_folders_of_the_same_name_are_told_apart_by_their_paths() -> None:
    assert labels(Path("/srv/content"), Path("/srv/content-extra")) == ("content", "content-extra")
    assert labels(Path("/app/content"), Path("/srv/content")) == ("/app/content", "/srv/content")
    assert labels(Path()) == (".",)
