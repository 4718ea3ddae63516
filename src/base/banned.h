/* Calls the house does not make; including this turns them into errors. */
#ifndef WASL_BASE_BANNED_H
#define WASL_BASE_BANNED_H

#pragma GCC poison strcpy strcat sprintf vsprintf strtok gets atoi gmtime
#pragma GCC poison localtime system popen

#endif
