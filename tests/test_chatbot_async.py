import asyncio

from rag import Answer, Chatbot

QUESTION = "Who owned ACC in 2024?"


def test_an_event_loop_goes_on_while_it_asks(starter_bot: Chatbot) -> None:
    async def meanwhile() -> tuple[list[Answer], list[Answer]]:
        first, second = await asyncio.gather(starter_bot.aask(QUESTION), starter_bot.aask(QUESTION))
        return [first, second], [answer async for answer in starter_bot.astream(QUESTION)]

    asked, streamed = asyncio.run(meanwhile())
    assert asked == [starter_bot.ask(QUESTION)] * 2
    assert streamed == list(starter_bot.stream(QUESTION))
