// Goes on to one's page: by a script of this site, so that the pass goes along.
"use strict";
location.replace(document.documentElement.dataset.place);
