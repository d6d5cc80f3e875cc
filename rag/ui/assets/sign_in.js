// The page to sign in with a key; the server keeps who signed in, in a cookie that no script reads.
import { post } from "./net.js";

const form = document.getElementById("fn-door"), key = document.getElementById("fn-key");
const problem = document.querySelector(".fn-door-problem");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  problem.textContent = "";
  try {
    await post("/sign-in", { key: key.value });
    location.assign("/");
  } catch (error) {
    problem.textContent = error.message;
    key.select();
  }
});
key.focus();
