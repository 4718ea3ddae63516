/* Calls the house does not make; including this turns them into errors. */
#ifndef WASL_BASE_BANNED_H
#define WASL_BASE_BANNED_H

/* With clang the fortified C library has these as macros. */
#undef sprintf
#undef vsprintf
#pragma GCC poison strcpy strcat sprintf vsprintf strtok gets atoi gmtime
#pragma GCC poison localtime system popen

#endif
