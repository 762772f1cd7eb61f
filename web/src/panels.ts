/** The panels that are not needed at once: a module of their own, which is fetched when the first panel is there. */

import "./concepts/panel";
import "./dreams/panel";
import "./exhibition/panel";
import "./loop/panel";
import "./sessions/panel";
import "./taste/panel";
