/**
 * A stand-in for a module of many files that loads it when one of its exports is first read. A program that does not need the
 * module then starts sooner.
 */
export function loadAtFirstUse<Module extends object>(load: () => Module): Module {
  let loaded: Module | undefined;
  return new Proxy({} as Module, {
    get(_target, name) {
      loaded ??= load();
      return Reflect.get(loaded, name) as unknown;
    },
  });
}
