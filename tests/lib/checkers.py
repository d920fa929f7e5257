"""checkers.py - programs of others that judge pages: axe and the Nu checker.

./bootstrap check fetches them into .local/tools (see bootstrap.d/tools.sh).
Where one is missing, the case that asks for it is left out and says why.
"""

import os
import shutil
import subprocess

import proc
import tap

TOOLS = os.path.join(proc.TOP, ".local", "tools")
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa",
            "best-practice"]


def find(file_name, package):
    path = os.path.join(TOOLS, file_name)
    if os.path.exists(path):
        return path
    try:
        with open(os.path.join(TOOLS, package + ".why"),
                  encoding="utf-8") as file:
            tap.skip(file.read().strip())
    except OSError:
        tap.skip("%s is not in .local/tools: ./bootstrap check fetches it"
                 % file_name)


def nu(paths, *options):
    """What the Nu checker complains of in these files, as text."""
    jar = find("vnu.jar", "vnu-jar")
    if not shutil.which("java"):
        tap.skip("java is missing")
    done = subprocess.run(
        ["java", "-Xmx512m", "-jar", jar, "--errors-only", "--format", "gnu",
         *options, *paths], capture_output=True, timeout=300, check=False)
    return done.stderr.decode("utf-8", "replace")


def axe_source():
    with open(find("axe.min.js", "axe-core"), encoding="utf-8") as file:
        return file.read()


AXE_RUN = """
axe.run(document, {runOnly: {type: 'tag', values: %s},
		   resultTypes: ['violations', 'incomplete']})
   .then(r => [r.violations, r.incomplete].map(list => list.flatMap(
		v => v.nodes.map(n => v.id + ': ' + n.target.join(' ') + ': '
			+ (n.any.concat(n.all, n.none).map(c => c.message)
			   .join('; ') || v.help)))))
""" % AXE_TAGS


def axe(window):
    """(violations, what axe could not decide) of the page in a window."""
    if window.eval("typeof axe") == "undefined":
        window.eval(axe_source() + ";0")
    return window.eval(AXE_RUN)
