/*
 * What is wrong with how this page is laid out, as a list of sentences: wider
 * than its window, words cut or outside, things on top of each other, targets
 * too small for a finger. It is evaluated in the page and changes nothing.
 */
(() => {
	const complaints = [];
	const root = document.documentElement;
	const wide = root.clientWidth;
	const say = (what, el) => complaints.push(what + ": " + name_of(el));

	function name_of(el) {
		const words = (el.innerText || el.alt || el.value || "").trim();
		return "<" + el.localName + (el.className && el.localName !== "svg" ?
			" class=" + el.className : "") + "> " +
			words.replace(/\s+/g, " ").slice(0, 60);
	}

	/* Hidden from eyes on purpose, or folded away. */
	function is_unseen(el) {
		for (; el && el !== root; el = el.parentElement) {
			const style = getComputedStyle(el);
			if (style.clipPath === "inset(50%)" ||
			    style.visibility === "hidden")
				return true;
			if (el.matches(".as-skip:not(:focus)"))
				return true;
		}
		return false;
	}

	function is_shown(el) {
		return el.checkVisibility({ opacityProperty: true,
			visibilityProperty: true, contentVisibilityAuto: true }) &&
			!is_unseen(el);
	}

	/* May be scrolled on its own, like a wide table. */
	function scrolls(el) {
		for (; el && el !== root; el = el.parentElement)
			if (/auto|scroll/.test(getComputedStyle(el).overflowX))
				return true;
		return false;
	}

	/* Each line of text, and each thing that is no text, as a box. */
	function boxes() {
		const found = [];
		const walk = document.createTreeWalker(document.body,
			NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
		const range = document.createRange();
		for (let at = walk.nextNode(); at; at = walk.nextNode()) {
			const is_text = at.nodeType === Node.TEXT_NODE;
			const el = is_text ? at.parentElement : at;
			let rects = [];
			if (is_text ? !at.data.trim() : !el.matches(
			    "img, svg, input, select, textarea, button, .as-btn"))
				continue;
			if (!is_shown(el))
				continue;
			if (is_text) {
				range.selectNodeContents(at);
				rects = [...range.getClientRects()];
			} else {
				rects = [el.getBoundingClientRect()];
			}
			for (const r of rects)
				if (r.width > 0.5 && r.height > 0.5)
					found.push({ el, r, is_text });
		}
		return found;
	}

	function related(a, b) {
		return a.el === b.el || a.el.contains(b.el) || b.el.contains(a.el);
	}

	/* Lines of one paragraph may touch; a pixel of an accent is no overlap. */
	function overlap(a, b) {
		const x = Math.min(a.r.right, b.r.right) - Math.max(a.r.left, b.r.left);
		const y = Math.min(a.r.bottom, b.r.bottom) - Math.max(a.r.top, b.r.top);
		const slack = a.is_text && b.is_text ? 0.35 *
			Math.min(a.r.height, b.r.height) : 1.5;
		return x > 1.5 && y > slack;
	}

	function check_width() {
		if (root.scrollWidth > root.clientWidth)
			complaints.push("the page is " + (root.scrollWidth -
				root.clientWidth) + " px wider than its window");
	}

	function check_boxes(all) {
		for (const b of all) {
			const button = b.is_text && b.el.closest("button, .as-btn");
			const around = button && button.getBoundingClientRect();
			if (around && (b.r.left < around.left - 1 ||
			    b.r.right > around.right + 1))
				say("words do not fit", button);
			if ((b.r.left < -0.5 || b.r.right > wide + 0.5) &&
			    !scrolls(b.el))
				say("outside the window", b.el);
		}
		all.sort((a, b) => a.r.top - b.r.top);
		for (let i = 0; i < all.length; i++)
			for (let k = i + 1; k < all.length &&
			    all[k].r.top < all[i].r.bottom; k++)
				if (!related(all[i], all[k]) && overlap(all[i], all[k]))
					complaints.push("overlap: " +
						name_of(all[i].el) + " | " +
						name_of(all[k].el));
	}

	/* A field may hold more than it shows: it is scrolled by its caret. */
	function check_cut() {
		for (const el of document.querySelectorAll("body *")) {
			const style = getComputedStyle(el);
			if (!/hidden|clip/.test(style.overflowX + style.overflowY) ||
			    el.closest("svg") || el.matches("input, textarea, iframe") || !is_shown(el))
				continue;
			if (el.scrollWidth > el.clientWidth + 1 ||
			    el.scrollHeight > el.clientHeight + 1)
				say("cut", el);
		}
	}

	/* 44 px for what is pressed; links in a sentence are as high as it. */
	function check_targets() {
		const least = matchMedia("(pointer: fine)").matches ? 36 : 44;
		for (const el of document.querySelectorAll("button, .as-btn, select," +
		    " summary, textarea, input:not([type=hidden]):not([type=checkbox])")) {
			const r = el.getBoundingClientRect();
			if (is_shown(el) && (r.height < least - 0.5 || r.width < 24))
				say("a target " + Math.round(r.height) + " px high", el);
		}
	}

	function check_pictures() {
		for (const img of document.images)
			if (img.complete && !img.naturalWidth && is_shown(img))
				say("a picture that did not come", img);
	}

	check_width();
	check_boxes(boxes());
	check_cut();
	check_targets();
	check_pictures();
	return [...new Set(complaints)];
})()
