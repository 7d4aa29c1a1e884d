// Takes the place of assets.js where the modules are made a function of what they are given: the engines come from
// outside, all that is written in JavaScript is here.
import * as more from "./more/more.js";
import * as queries from "./queries/queries.js";
import * as together from "./together/together.js";

export const loadEngine = (build) => assets.loadEngine(build);

export const loadBouncyCastle = (build) => assets.loadBouncyCastle(build);

export const loadQueries = async () => queries;

export const loadMore = async () => more;

export const loadRelay = (build) => assets.loadRelay(build);

export const loadTogether = async () => together;
