"""Departments: what is named right after the body that it is part of."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.model import Mention

_DEPARTMENT = re.compile(
    r"(?![的在与和及为等派召举将已了对向是把被由从到各所设成建])(?:[\u4e00-\u9fff](?!的|在|与|和|及|、)){0,9}?"
    r"(?:司|总医院|研究所|军乐团|仪仗队|仪仗司礼大队|统战部|组织部|宣传部|对外联络部|社会工作部|办公厅|研究室|联络处|工作团|办公室|后勤部|政治部|司令部|参谋部|(?:政治工作|群众工作|保障|动员|国防动员)[部局处])(?![令长机法礼])"
)
"""What names a part of the body before it."""
_OF_ARMY = re.compile(
    r"(?!某)(?:第?\d{1,3}(?=医院)|(?:[\u4e00-\u9fff](?!的|和|与|及|在)){0,4}?)(?:学院|大学|话剧团|歌舞团|文工团|杂技团|京剧团|医院|干休所)(?:[一二三四五六七八九十]队)?(?![长院])"
)
"""解放军艺术学院, 沈阳军区抗敌话剧团."""
_WITH_AGENCIES = frozenset({"联合国", "欧盟", "国务院", "中央军委", "国家卫生健康委"})
_AGENCY = re.compile(
    r"(?!有关|相关|各|等|的|和|与|及|在|向|对|将|已)[\u4e00-\u9fff]{2,10}?(?:委员会|协调厅|计划署|难民署|统计局|秘书处|组织|救济署)(?!了|实施|开展)"
)
"""联合国人道主义事务协调厅, 国务院关税税则委员会."""
_WHOLES = frozenset({"解放军", "中国人民解放军", "中共中央", "人民解放军", "中央军委", "军委"})
_ARMIES = frozenset({"红军", "解放军", "人民解放军", "志愿军", "八路军", "新四军"})
"""What no part of another army is called: 西路军红军 is two words for one."""
_NO_DEPARTMENTS = frozenset({"Garrison", "Company", "School", "Media", "LeadingGroup"})


def with_departments(bodies: list[Mention], text: str) -> list[Mention]:
    """国家计委科技司, 中共中央统战部: the department right after a body is named with it."""
    by_start = {b.start: b for b in bodies}
    result: list[Mention] = []
    swallowed: set[int] = set()
    for body in sorted(bodies, key=lambda b: b.start):
        if id(body) in swallowed:
            continue
        following = by_start.get(body.end)
        department = _DEPARTMENT.match(text, body.end)
        if department is None and body.text in _WITH_AGENCIES:
            department = _AGENCY.match(text, body.end)
        if department is None and body.subtype == "MilitaryBody":
            department = _OF_ARMY.match(text, body.end)
        if department and any(body.end <= at < department.end() for at in by_start):
            department = None  # 中央宣传部会同中央统战部
        single = (body.scope or "").startswith("single:") or body.subtype in _NO_DEPARTMENTS
        army = body.subtype == "MilitaryBody" and not (body.scope or "").startswith("single:")
        if (
            following
            and following.rule == "organization.name"
            and following.text not in _ARMIES
            and (army or body.text in _WHOLES)
        ):
            swallowed.add(id(following))
            end, subtype = following.end, following.subtype
            canonical = following.canonical if body.text in _WHOLES else None
        elif department and following is None and not single:
            end, canonical, subtype = department.end(), None, body.subtype
            if body.canonical and body.scope:
                canonical = f"{body.canonical}{department[0]}"  # 省军区政治工作局
        else:
            result.append(body)
            continue
        name = text[body.start : end]
        result.append(
            replace(body, end=end, text=name, name=name, canonical=canonical, subtype=subtype)
        )
    return [b for b in result if id(b) not in swallowed]
