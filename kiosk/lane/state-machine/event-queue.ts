/**
 * Handles one event at a time. The returned function adds an event; events that are added while one is handled follow it.
 *
 * @param drained called when no event is left
 */
export function createEventQueue<T>(handle: (event: T) => void, drained: () => void): (event: T) => void {
  const queue: T[] = [];
  let handling = false;
  return (event) => {
    queue.push(event);
    if (handling) return;
    handling = true;
    try {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) handle(next);
    } finally {
      handling = false;
    }
    drained();
  };
}
