/* Functions that must not come back. Included last by base.h. */
#ifndef AFTERSALE_BANNED_H
#define AFTERSALE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Macros in fortified builds of clang. */
#undef sprintf
#undef vsprintf

#pragma GCC poison strcpy strcat sprintf vsprintf strtok atoi atol atof
#pragma GCC poison gmtime localtime ctime asctime system popen mktemp tmpnam
#pragma GCC poison setlocale FCGX_FPrintF gets

#endif
