/*
 * What can be reached with the Tab key, in the order of the page: the names
 * of everything that takes focus and is shown. Evaluated in the page.
 */
(() => {
	const all = "a[href], button, input:not([type=hidden]), select, " +
		"textarea, summary, [tabindex='0']";
	const list = [...document.querySelectorAll(all)].filter(el =>
		!el.disabled && el.checkVisibility({ visibilityProperty: true }));
	list.forEach((el, i) => el.dataset.reach = i);
	return list.length;
})()
