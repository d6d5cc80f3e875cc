"""Does a text say what the articles say? `rag.chatbot.Chatbot.check` and `verify_quote`."""
