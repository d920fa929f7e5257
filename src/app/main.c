/* main - picks the sub-command. What each does lives in its own file. */
#include <stdio.h>

int
main(void)
{
	fputs("aftersale: name a sub-command\n", stderr);
	return 2;
}
