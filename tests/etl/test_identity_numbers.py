"""Numbers of a person are found by their label or an unmistakable form. All of them are invented."""

from __future__ import annotations

import pytest

from etl.identity_numbers import identity_numbers


def numbers(text: str) -> set[str]:
    return {text[span.start : span.end] for span in identity_numbers(text)}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("SSN: 219-09-9999", "219-09-9999"),
        ("US citizen, 219-09-9999", "219-09-9999"),
        ("Social Security Number 219 09 9999", "219 09 9999"),
        ("Passport No: X7654321", "X7654321"),
        ("Passport No. X7654321 issued 2019", "X7654321"),
        ("Passport Number – K7654321", "K7654321"),
        ("护照号：E76543210", "E76543210"),
        ("Driver's License: S530-4600-9876", "S530-4600-9876"),
        ("Driving Licence No QUIST657054IA9IJ", "QUIST657054IA9IJ"),
        ("Aadhaar: 9876 5432 1098", "9876 5432 1098"),
        ("Aadhar No. 9876 5432 1098 PAN: ABCDE9876F", "9876 5432 1098"),
        ("PAN: ABCDE9876F", "ABCDE9876F"),
        ("NI number: QQ 98 76 54 C", "QQ 98 76 54 C"),
        ("National Insurance Number: QQ987654C", "QQ987654C"),
        ("身份证号码：Z987654(3)", "Z987654(3)"),
        ("身份證號碼：Z987654(3)", "Z987654(3)"),
        ("身份证字号：A198765432", "A198765432"),
        ("证件号码：H98765432", "H98765432"),
        ("ID No: 98765432", "98765432"),
        ("NRIC: S9876543D", "S9876543D"),
        ("身份证：110101199003070012", "110101199003070012"),
    ],
)
def test_found(text: str, number: str) -> None:
    assert numbers(text) == {number}


@pytest.mark.parametrize(
    "text",
    [
        "Driving licence: full, clean",
        "Driver's License 2015-2018",
        "Driver's license class B, 2015",
        "驾照：2015年取得",
        "社保：2015.01-2018.05",
        "Employee ID No: 98765432",
        "Requisition ID number: 98765432",
        "visa sponsorship 2019",
        "Configured PAN 123456 switches",
        "tax returns 1040 and 1120",
        "issued a passport 100000 times",
        "part 123-45-6789-1",
        "+47 22 55 01 99",
    ],
)
def test_left_alone(text: str) -> None:
    assert numbers(text) == set()
