"""A small made-up set of the Bureau of Labor Statistics' tables."""

from __future__ import annotations

from pathlib import Path

FIGURES = "H_PCT10,H_PCT25,H_MEDIAN,H_PCT75,H_PCT90,A_PCT10,A_PCT25,A_MEDIAN,A_PCT75,A_PCT90,ANNUAL,HOURLY"
FILES = {
    "oews_national_2025.csv": f"""OCC_CODE,OCC_TITLE,O_GROUP,TOT_EMP,{FIGURES}
23-2011,"Paralegals, and Assistants",detailed,367220,20.10,24,29.5,38,48,41800,49900,61360,79000,99800,,
27-2011,Actors,detailed,**,15,18,24,#,#,*,*,*,*,*,,TRUE
""",
    "oews_state_2025.csv": f"""AREA,PRIM_STATE,OCC_CODE,OCC_TITLE,TOT_EMP,{FIGURES}
36,NY,29-1215,Family Physicians,2000,90,#,#,#,#,187000,#,#,#,#,,
""",
    "table_1_2_occupational_projections.csv": """2024 National Employment Matrix title,2024 National Employment Matrix \
code,Occupation type,"Employment, 2024","Employment, 2034","Employment change, percent, 2024–34",\
"Occupational openings, 2024–34 annual average","Median annual wage, dollars, 2024[1]",\
Typical education needed for entry,Work experience in a related occupation,\
Typical on-the-job training needed to attain competency in the occupation
Legal occupations,23-0000,Summary,1387.1,1461.4,5.4,83.2,99990,—,—,—
Lawyers[2],23-1011,Line item,864.8,900.4,-4.1,31.5,">=$239,200",Doctoral or professional degree,None,None
""",
    "table_5_3_educational_attainment.csv": """2024 National Employment Matrix title,2024 National Employment Matrix \
code,Less than high school diploma,High school diploma or equivalent,"Some college, no degree",Associate's degree,\
Bachelor's degree,Master's degree,Doctoral or professional degree
Paralegals[1],23-2011,0.5,10,20.5,18,40,7,4
""",
    "oews_combined_codes.csv": """OEWS_CODE,OEWS_TITLE,SOC_2018_CODE,ONET_TITLE
25-9045,"Teaching Assistants, Except Postsecondary",25-9042,Teaching Assistants
""",
    "cip2020_to_onetsoc2019.csv": """2020 CIP Code,2020 CIP Title,O*NET-SOC 2019 Code,O*NET-SOC 2019 Title
22.0302,Legal Assistant/Paralegal,23-2011.00,Paralegals
""",
}


def tables(folder: Path, *, without: str = "", **files: str) -> Path:
    """A folder of tables. `files` replaces the text of one, by its name without the ending."""
    for name, text in FILES.items():
        if name != without:
            (folder / name).write_text(files.get(name.removesuffix(".csv"), text), encoding="utf-8", newline="\r\n")
    return folder
