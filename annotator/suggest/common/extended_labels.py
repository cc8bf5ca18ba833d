"""The labels of extended named entities (Sekine), as `ja_ginza` has them, and what they are among the well-known ones.

What is no name, or in no well-known scheme (positions, diseases, animals), stands for nothing.
"""

from __future__ import annotations

from annotator.domain.scheme import Scheme

_KINDS = {
    "PERSON": "Person Character",
    "NORP": "Ethnic_Group_Other Nationality Political_Organization_Other Political_Party Religion",
    "ORG": (
        "Cabinet Company Company_Group Corporation_Other Government International_Organization Military "
        "Organization_Other Pro_Sports_Organization Public_Institution Research_Institute School Show_Organization "
        "Sports_League Sports_Organization_Other"
    ),
    "GPE": "City Country County GPE_Other Province",
    "LOC": (
        "Astral_Body_Other Bay Constellation Continental_Region Domestic_Region Geological_Region_Other Island Lake "
        "Location_Other Mountain Planet Region_Other River Sea Spa"
    ),
    "FAC": (
        "Airport Amusement_Park Archaeological_Place_Other Bridge Canal Car_Stop Facility_Other Facility_Part "
        "GOE_Other Line_Other Museum Park Port Railroad Road Sports_Facility Station Theater Tumulus Tunnel "
        "Water_Route Worship_Place Zoo"
    ),
    "PRODUCT": "Aircraft Car Product_Other Ship Spaceship Train Vehicle_Other Weapon",
    "WORK_OF_ART": "Art_Other Book Broadcast_Program Movie Music Printing_Other Show",
    "EVENT": (
        "Conference Earthquake Event_Other Game Incident_Other Natural_Disaster Occasion_Other Religious_Festival War"
    ),
    "LAW": "Law Rule_Other Treaty",
    "LANGUAGE": "Language_Other National_Language",
    "DATE": "Date Day_Of_Week Era Period_Day Period_Month Period_Week Period_Year",
    "TIME": "Period_Time Time Time_Top_Other",
    "PERCENT": "Percent",
    "MONEY": "Money",
    "ORDINAL": "Ordinal_Number Rank",
    "QUANTITY": (
        "Age Calorie Countx_Other Intensity Measurement_Other Multiplication N_Animal N_Country N_Event N_Facility "
        "N_Flora N_Location_Other N_Natural_Object_Other N_Organization N_Person N_Product Physical_Extent Space Speed "
        "Temperature Volume Weight"
    ),
}
_KIND = {label: kind for kind, labels in _KINDS.items() for label in labels.split()}


def meaning(scheme: Scheme, foreign: str) -> str | None:
    """The label of a scheme that a model's label means: by itself, or as one of extended named entities."""
    return scheme.meaning(foreign) or (scheme.meaning(_KIND[foreign]) if foreign in _KIND else None)
