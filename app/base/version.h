/* The one version: of the program, of its records and of the image that carries it (image/lib.sh reads this line). It
 * rises with every image that is given out, or no machine takes the update (docs/updates.md). */
#pragma once

#define SIRKEL_VERSION "0.3.0"
