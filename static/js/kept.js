// Signing in again in another tab changes the token: the form is sent with the one that holds now.
for (const form of document.querySelectorAll("form[data-kept]")) {
  form.addEventListener("submit", () => {
    const cookie = document.cookie.split("; ").find((each) => each.startsWith("csrftoken="));
    if (cookie) form.elements.csrfmiddlewaretoken.value = cookie.slice("csrftoken=".length);
  });
}
