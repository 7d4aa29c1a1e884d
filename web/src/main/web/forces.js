/**
 * A small force-directed layout: links pull, nodes push, everything leans to the middle. Pure and deterministic, so the
 * same graph settles the same way twice. It is written here because the drawing library's own layouts start over each
 * time, and a live graph must not: whatever is `fixed` stays where it is and only pushes.
 *
 * Pushing is all pairs, n² a tick: meant for the few hundred nodes that are drawn at once.
 */

const LINK_LENGTH = 110;
const LINK_PULL = 0.7;
const PUSH = 420;
const GRAVITY = 0.055;
const FRICTION = 0.6;
const STEP_MAX = 90;
/** What is left of the heat after the last tick. */
const HEAT_LEFT = 0.004;

/**
 * Moves the bodies that aren't fixed.
 *
 * @param {{x: number, y: number, fixed: boolean}[]} bodies changed in place
 * @param {[number, number][]} links pairs of indices
 * @param {number} ticks
 * @param {number} wide how much wider than high the result should be
 */
export function settle(bodies, links, ticks, wide = 1.4) {
  const speeds = bodies.map(() => ({ x: 0, y: 0 }));
  const degrees = new Array(bodies.length).fill(0);
  for (const [a, b] of links) {
    degrees[a]++;
    degrees[b]++;
  }
  const cooling = HEAT_LEFT ** (1 / ticks);
  let heat = 1;
  for (let tick = 0; tick < ticks; tick++) {
    push(bodies, speeds, heat);
    pull(bodies, speeds, links, degrees, heat);
    for (let i = 0; i < bodies.length; i++) move(bodies[i], speeds[i], heat, wide);
    heat *= cooling;
  }
}

function push(bodies, speeds, heat) {
  for (let i = 0; i < bodies.length; i++) {
    for (let j = i + 1; j < bodies.length; j++) {
      let dx = bodies[j].x - bodies[i].x;
      let dy = bodies[j].y - bodies[i].y;
      // Two nodes on one spot would never part: the index tells them which way to go.
      if (dx === 0 && dy === 0) [dx, dy] = [1 + (i % 3), 1 + (j % 5)];
      // Falls with the distance, not its square: far parts must still part, or a large graph stays a knot.
      const force = (PUSH * heat) / Math.max(dx * dx + dy * dy, 400);
      const fx = dx * force;
      const fy = dy * force;
      speeds[i].x -= fx;
      speeds[i].y -= fy;
      speeds[j].x += fx;
      speeds[j].y += fy;
    }
  }
}

function pull(bodies, speeds, links, degrees, heat) {
  for (const [a, b] of links) {
    const dx = bodies[b].x - bodies[a].x;
    const dy = bodies[b].y - bodies[a].y;
    const far = Math.max(Math.hypot(dx, dy), 1);
    // A hub's links are weaker, or it would drag its whole surroundings into one knot.
    const pullForce =
      (((far - LINK_LENGTH) / far) * LINK_PULL * heat) / Math.min(degrees[a], degrees[b]);
    const share = degrees[a] / (degrees[a] + degrees[b]);
    speeds[a].x += dx * pullForce * (1 - share);
    speeds[a].y += dy * pullForce * (1 - share);
    speeds[b].x -= dx * pullForce * share;
    speeds[b].y -= dy * pullForce * share;
  }
}

function move(body, speed, heat, wide) {
  if (body.fixed) {
    speed.x = speed.y = 0;
    return;
  }
  speed.x = (speed.x - body.x * GRAVITY * heat) * FRICTION;
  speed.y = (speed.y - body.y * GRAVITY * wide * heat) * FRICTION;
  const step = Math.hypot(speed.x, speed.y);
  const scale = step > STEP_MAX ? STEP_MAX / step : 1;
  body.x += speed.x * scale;
  body.y += speed.y * scale;
}
