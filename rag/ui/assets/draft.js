// Words of an article are put into the reader's own text, with where they are from. "fn-draft" tells that it changed.
import { post, Silent } from "./net.js";
import { t } from "./texts.js";
import { say } from "./frame.js";

const told = (error) => say(error instanceof Silent ? t("silent") : error.message || t("failed"));

async function takeOut(place) {
  await post("/check/cut", place);
  dispatchEvent(new Event("fn-draft"));
  say(t("taken_out"));
}

// What is quoted is a footnote {conversation, turn, quote}, a {clipping} or what was {chosen} in an article.
export async function quoteInto(what) {
  try {
    const place = await post("/check/quote", what);
    dispatchEvent(new Event("fn-draft"));
    say(t("quoted_into"), () => takeOut(place).catch(told), true);
  } catch (error) {
    told(error);
  }
}
