"""A few sentences on three topics, small enough to learn in a test."""

from __future__ import annotations

TAUGHT = {
    "pay": ["怎么把钱还上", "在哪里还钱", "还钱的入口在哪", "钱怎么还", "我想还钱怎么弄", "还钱从哪里进"],
    "court": [
        "法庭寄来了文书",
        "收到法庭的通知",
        "法庭让我过去",
        "法庭文书怎么看",
        "法庭说要开庭",
        "法庭来信了",
    ],
    "hello": ["早上好", "你好呀", "在不在", "下午好", "你好", "晚上好呀"],
}
TEXTS = [text for texts in TAUGHT.values() for text in texts]
TOPICS = [topic for topic, texts in TAUGHT.items() for _ in texts]
