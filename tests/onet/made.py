"""A small made-up release of O*NET, in the names of either layout. A bar stands for the tab between cells."""

from __future__ import annotations

import zipfile
from pathlib import Path

RATING_HEAD = (
    "O*NET-SOC Code|Element ID|Element Name|Scale ID|Data Value|N|Standard Error|Lower CI Bound|Upper CI Bound"
    "|Recommend Suppress|Not Relevant|Date|Domain Source"
)
SURVEY_HEAD = (
    "O*NET-SOC Code|Element ID|Element Name|Scale ID|Category|Data Value|N|Standard Error|Lower CI Bound"
    "|Upper CI Bound|Recommend Suppress|Date|Domain Source"
)
READING = "23-2011.00|2.A.1.a|Reading Comprehension|IM|4.00|8|0.1|3.8|4.3|N|n/a|08/2023|Analyst"
READING_LEVEL = "23-2011.00|2.A.1.a|Reading Comprehension|LV|3.50|8|0.1|3.8|4.3|N|N|08/2023|Analyst"
REPAIRING = "23-2011.00|2.B.3.l|Repairing|LV|0.00|8|0.1|n/a|n/a|Y|Y|08/2023|Analyst"
DEGREE = "23-2011.00|2.D.1|Required Level of Education|RL|6|42.86|30|5.1|20.0|60.0|Y|08/2023|Incumbent"
TRAINED = "23-2011.00|3.A.3|On-the-Job Training|OJ|2|25.00|30|5.1|n/a|n/a|n/a|08/2023|Incumbent"

# What every layout keeps under the same name.
ALWAYS = {
    "Read Me.txt": "O*NET {number} Database\n{month} Release\n",
    "Occupation Data.txt": "O*NET-SOC Code|Title|Description\n"
    "23-2011.00|Paralegals|Prepare what a lawyer needs.\n"
    "43-6012.00|Legal Secretaries|Keep a law office running.\n",
    "Content Model Reference.txt": "Element ID|Element Name|Description\n"
    "1.B.1.e|Enterprising|Starting and leading\n"
    "2.A.1.a|Reading Comprehension|Understanding what is written\n"
    "2.B.3.l|Repairing|Mending machines\n"
    "2.C.8.b|Law and Government|Knowing laws and courts\n"
    "2.D.1|Required Level of Education|What school it takes\n"
    "3.A.3|On-the-Job Training|What one learns at work\n"
    "4.A.1.a.1|Getting Information|Finding out\n"
    "4.A.1.a.1.I05|Look up legal matters.|Look up legal matters.\n",
    "Scales Reference.txt": "Scale ID|Scale Name|Minimum|Maximum\nIM|Importance|1|5\nLV|Level|0|7\n",
    "Sample of Reported Titles.txt": "O*NET-SOC Code|Reported Job Title|Shown in My Next Move\n"
    "23-2011.00|Legal Assistant|Y\n",
    "Task Statements.txt": "O*NET-SOC Code|Task ID|Task|Task Type|Incumbents Responding|Date|Domain Source\n"
    "23-2011.00|101|Look up cases.|Core|95|08/2023|Incumbent\n"
    "43-6012.00|102|Type letters.|n/a|n/a|08/2023|Analyst\n",
    "Knowledge.txt": f"{RATING_HEAD}\n"
    "23-2011.00|2.C.8.b|Law and Government|IM|5.00|28|n/a|n/a|n/a|n/a|n/a|08/2023|Incumbent\n",
    "Job Zones.txt": "O*NET-SOC Code|Job Zone|Date|Domain Source\n23-2011.00|3|08/2023|Analyst\n",
    "Job Zone Reference.txt": "Job Zone|Name|Experience|Education|Job Training|Examples|SVP Range\n"
    "3|Job Zone Three|Some|Some school|A year|Such as paralegals|(6.0 to < 7.0)\n",
    "Related Occupations.txt": "O*NET-SOC Code|Related O*NET-SOC Code|Relatedness Tier|Index\n"
    "23-2011.00|43-6012.00|Primary-Short|1\n",
}
OLD = {
    "Alternate Titles.txt": "O*NET-SOC Code|Alternate Title|Short Title|Source(s)\n"
    "23-2011.00|Legal Aide|n/a|08\n23-2011.00|Judicial Assistant (JA)|JA|08\n",
    "Skills.txt": f"{RATING_HEAD}\n{READING}\n{READING_LEVEL}\n{REPAIRING}\n",
    "Technology Skills.txt": "O*NET-SOC Code|Example|Commodity Code|Commodity Title|Hot Technology|In Demand\n"
    "23-2011.00|Word processor|43232104|Word processing software|Y|N\n",
    "Education, Training, and Experience.txt": f"{SURVEY_HEAD}\n{DEGREE}\n{TRAINED}\n",
    "Education, Training, and Experience Categories.txt": "Element ID|Element Name|Scale ID|Category"
    "|Category Description\n2.D.1|Level|RL|6|Bachelor's Degree\n3.A.3|Training|OJ|2|Up to and including 1 month\n",
    "Interests.txt": "O*NET-SOC Code|Element ID|Element Name|Scale ID|Data Value|Date|Domain Source\n"
    "23-2011.00|1.B.1.e|Enterprising|OI|4.33|11/2023|Machine Learning\n",
    "DWA Reference.txt": "Element ID|IWA ID|DWA ID|DWA Title\n"
    "4.A.1.a.1|4.A.1.a.1.I05|4.A.1.a.1.I05.D02|Look up court decisions.\n",
    "IWA Reference.txt": "Element ID|IWA ID|IWA Title\n4.A.1.a.1|4.A.1.a.1.I05|Look up legal matters.\n",
    "Tasks to DWAs.txt": "O*NET-SOC Code|Task ID|DWA ID|Date|Domain Source\n"
    "23-2011.00|101|4.A.1.a.1.I05.D02|07/2014|Analyst\n",
}
NEW = {
    "Job Titles.txt": OLD["Alternate Titles.txt"].replace("Alternate Title", "Job Title"),
    "Essential Skills.txt": f"{RATING_HEAD}\n{READING}\n{READING_LEVEL}\n",
    "Transferable Skills.txt": f"{RATING_HEAD}\n{REPAIRING}\n",
    "Software Skills.txt": "O*NET-SOC Code|Workplace Example|Element ID|Element Name|Hot Technology|In Demand\n"
    "23-2011.00|Word processor|5.A.1|Word processing software|Y|N\n",
    "Education.txt": f"{SURVEY_HEAD}\n{DEGREE}\n",
    "Training and Experience.txt": f"{SURVEY_HEAD}\n{TRAINED}\n",
    "Education Categories.txt": "Element ID|Element Name|Scale ID|Category|Category Description\n"
    "2.D.1|Level|RL|6|Bachelor's Degree\n",
    "Training and Experience Categories.txt": "Element ID|Element Name|Scale ID|Category|Category Description\n"
    "3.A.3|Training|OJ|2|Up to and including 1 month\n",
    "Career Interest Types.txt": OLD["Interests.txt"],
    "GWAs to IWAs to DWAs.txt": "GWA Element ID|IWA Element ID|DWA Element ID|DWA Element Name\n"
    "4.A.1.a.1|4.A.1.a.1.I05|4.A.1.a.1.I05.D02|Look up court decisions.\n",
    "Tasks to DWAs.txt": OLD["Tasks to DWAs.txt"].replace("DWA ID", "DWA Element ID"),
}


def release(
    folder: Path, layout: dict[str, str] = OLD, *, number: str = "30.1", without: str = "", **files: str
) -> Path:
    """A folder with a release. `files` replaces a table's text; its name is given with `_` for what is no letter."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (ALWAYS | layout).items():
        text = files.get(name.removesuffix(".txt").replace(" ", "_"), text)
        if name != without:
            text = text.replace("{number}", number).replace("{month}", "December 2025")
            (folder / name).write_bytes(text.replace("|", "\t").replace("\n", "\r\n").encode())
    return folder


def zipped(folder: Path, *, inside: str = "db_30_1_text/") -> Path:
    """The folder as a zip, as releases are published."""
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, inside + file.name)
    return path
