"""Sentences of the engine in the words that pages translate; a test holds them to the engine's own."""

from huying.rules.flow import N_

LIMITS = N_(
    "随软件提供的模型只学过七类：城乡建设、交通运输、生态环境、教育文体、劳动和社会保障、卫生健康、商贸旅游；"
    "其余八类没有样本，不会被推荐，须由人工判断。"
)
FORMULA = N_(
    "热度 = 10×ln(1+人数) + 4×ln(1+留言数) + 3×ln(1+赞同数) + 1×ln(1+反对数) + 6×近期占比 + 4×集中程度；"
    "近期占比 = 期末 14 天内的留言所占比例；集中程度 = 1÷(1+跨越天数÷30)"
)
PEOPLE = N_("人数按留下的手机（没有手机的按姓名）分别计；什么都没有留下的，无论几条都只计一人。")
