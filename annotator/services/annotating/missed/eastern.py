"""What looks like a name in scripts without capitals and spaces, as patterns: Chinese and Japanese.

A foreign name is told by the dot between its parts, a title by its marks.
"""

from __future__ import annotations

import re

_KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff"
_SOUNDS = (
    "阿埃艾愛爱安奧奥巴拜班邦保鮑鲍貝贝本比彼畢毕別别賓宾波伯博勃布茨達达戴丹道德登迪狄蒂丁杜敦多厄恩爾尔法范菲費费芬"
    "馮冯佛弗福夫富蓋盖甘岡冈哥戈格根古瓜圭哈海漢汉赫亨胡華华霍基吉季加賈贾傑杰金卡凱凯坎康考柯科克肯孔庫库夸拉萊莱賴赖"
    "蘭兰朗勞劳勒雷蕾里理利麗丽莉林琳倫伦隆盧卢魯鲁呂吕路羅罗洛馬马瑪玛麥麦邁迈曼芒毛梅門门蒙米密莫默姆穆納纳奈南內内妮"
    "尼涅寧宁紐纽諾诺努歐欧帕潘龐庞培佩彭皮珀普奇齊齐恰喬乔切琴瓊琼丘讓让熱热茹瑞若薩萨塞賽赛桑森瑟沙莎珊尚紹绍舍申施史"
    "士舒斯思絲丝松蘇苏索塔太泰坦湯汤唐陶特滕提廷通圖图托瓦旺威維维衛卫韋韦魏溫温翁沃烏乌武伍西希錫锡喜夏肖謝谢辛欣休許"
    "许雅亞亚揚扬耶葉叶伊英尤約约澤泽扎詹珍芝朱茲兹宗佐卓祖曾查柴昌徹彻"
)
"""The signs of Chinese that foreign names are mostly spelled with, in both ways of writing."""

FOREIGN_NAMES = re.compile(rf"[{_SOUNDS}]+(?:[·・‧•][{_SOUNDS}]+)+|[{_KATAKANA}]+(?:[·・＝=][{_KATAKANA}]+)+")
TITLES = re.compile("《([^《》\n]{1,60})》|〈([^〈〉\n]{1,60})〉|[「『]([^「」『』，。、！？；：\n]{1,12})[」』]")
"""What stands between marks of titles; between marks of speech, only what is short and no sentence."""
PAUSES = frozenset("，。、！？；：")
"""What parts clauses: no name goes over it."""
