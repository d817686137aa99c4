"""Words of the English pages of the fictitious ministry."""

from __future__ import annotations

from typing import Any

SAMPLE_EN = "Sample content of a ministry that does not exist, made to show what the portal does."

TEXTS_EN: dict[str, list[tuple[str, Any]]] = {
    "gioi-thieu": [
        ("notice", SAMPLE_EN),
        (
            "text",
            [
                "The Ministry of Samples and Testing looks after the sampling and testing of everyday goods and after the rights of those who "
                "send samples.",
            ],
        ),
    ],
    "co-cau-to-chuc": [
        (
            "text",
            [
                "<ul><li>Legal Department</li><li>Ministry Office</li><li>Testing Authority</li><li>Digital Transformation Agency</li><li>Institute of Testing</li></ul>"
            ],
        ),
    ],
    "chuc-nang-nhiem-vu": [
        (
            "text",
            [
                "<ol><li>Drafts and issues legal documents on sampling and testing.</li><li>Registers laboratories.</li>"
                "<li>Samples and tests goods by a yearly plan and publishes the results.</li><li>Runs the national testing database.</li>"
                "<li>Deals with complaints of those who send samples.</li></ol>",
            ],
        ),
    ],
    "lich-su-hinh-thanh": [
        (
            "text",
            [
                "Founded in 2014 from a directorate of three testing centres. Since 2025 its work rests on Decree 01/2025/NĐ-CPM."
            ],
        )
    ],
    "lanh-dao": [
        ("notice", "The persons named here do not exist."),
        ("text", ["<ul><li>Minister: Nguyễn Văn Mẫu</li><li>Deputy minister: Trần Thị Thử</li></ul>"]),
    ],
    "danh-ba": [
        (
            "text",
            ["Units of the ministry and the bodies it asks for opinions. Names are found with or without diacritics."],
        )
    ],
    "lien-he": [
        (
            "text",
            [
                "To comment on a draft, please use the page of the consultation: you receive a code with which you can follow your comment."
            ],
        )
    ],
}
