/*
 * The console works without this. It only adds "/" as the way to the search
 * field, as in a mail program.
 */
const search = document.querySelector("[data-search]");

function is_typing(el) {
	return el.isContentEditable || /^(input|textarea|select)$/i.test(el.tagName);
}

function on_key(ev) {
	if (ev.key !== "/" || ev.ctrlKey || ev.metaKey || ev.altKey)
		return;
	if (!search || is_typing(ev.target))
		return;

	ev.preventDefault();
	search.focus();
	search.select();
}

document.addEventListener("keydown", on_key);
