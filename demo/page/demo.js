// Keeps the table of processes fresh, and shows what a kill did without
// leaving the page. Everything works without it.
const rows = document.getElementById("processes");
const told = document.getElementById("killed");

async function refresh() {
	if (document.hidden || rows.contains(document.activeElement))
		return;
	const answer = await fetch("/demo/processes").catch(() => null);
	if (answer && answer.ok)
		rows.innerHTML = await answer.text();
}

async function kill(event) {
	const form = event.target;
	if (!form.matches(".kill"))
		return;
	event.preventDefault();
	told.hidden = false;
	told.textContent = "Killing it and watching what happens.";
	const answer = await fetch(form.action, {
		method: "POST",
		headers: { Accept: "text/plain" },
		body: new URLSearchParams(new FormData(form)),
	});
	told.textContent = await answer.text();
	document.activeElement.blur();
	refresh();
}

rows.addEventListener("submit", kill);
setInterval(refresh, 2000);
