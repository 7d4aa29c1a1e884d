// What a Wasm module compiled by TeaVM imports, as far as ours do. TeaVM's own runtime is four times as long, and makes
// functions from text, which a page's policy forbids. A module that wants more doesn't link, which tests would show.

// TeaVM asks for 33 pages of memory, and has its data at their beginning. Behind it lies what codec/Lanes.java
// describes, and the buffer of shim/WasmBufferUtil.java.
const MEMORY = { initial: 64, maximum: 0x8000 };
const LANES = 0x100000;
const BUFFER = 0x110000;
const JAVA = Symbol("java");

/** An exception that Java threw, on its way through JavaScript. */
class JavaError extends Error {}

/**
 * @param {WebAssembly.Module} module
 * @param {object} exported receives what Java exports
 * @returns {{ imports: WebAssembly.Imports, started: (exports: WebAssembly.Exports) => void }} the imports need the
 *     module's own exports, once it has been started
 */
export function runtime(module, exported) {
  let java;

  /** Calls what belongs to the page: what it throws, Java can catch. */
  const outward = (call) => {
    try {
      return call();
    } catch (error) {
      java["teavm.js.throwException"](
        error instanceof JavaError ? error[JAVA] : java["teavm.js.wrapException"](error),
      );
    }
  };

  /** Calls Java: what it throws is an Error with the same message. */
  const inward = (call) => {
    try {
      return call();
    } catch (error) {
      const tag = java["teavm.javaException"];
      throw error instanceof WebAssembly.Exception && error.is(tag) ? plain(error.getArg(tag, 0)) : error;
    }
  };

  const plain = (exception) => {
    const caught = java["teavm.js.extractException"](exception);
    if (caught !== null) return caught;
    const message = java["teavm.exceptionMessage"](exception);
    const error = new JavaError(message ? java["teavm.stringToJs"](message) : "");
    error[JAVA] = exception;
    return error;
  };

  const same = (value) => value;
  const global = (path) => outward(() => path.split(".").reduce((scope, name) => scope[name], globalThis));
  const defineFunction = (method) => (...args) => inward(() => method(...args));

  // One object for one, on either side. A WeakMap's value may hold its key.
  const wrappers = new WeakMap();
  const once = (key, make) => {
    if (!wrappers.has(key)) wrappers.set(key, make());
    return wrappers.get(key);
  };

  const teavmJso = {
    stringBuiltinsSupported: () => !WebAssembly.Module.imports(module).some((each) => each.module === "wasm:js-string"),
    global,
    getProperty: (object, name) => (object === null ? global(name) : outward(() => object[name])),
    setProperty: (object, name, value) => outward(() => (object[name] = value)),
    // Any number of arguments, which TeaVM adds to these names.
    callFunction: (callee, ...args) => outward(() => callee(...args)),
    callMethod: (object, name, ...args) => outward(() => (object === null ? global(name)(...args) : object[name](...args))),
    construct: (type, ...args) => outward(() => new type(...args)),
    /** Of a function's text, the names of its arguments before it. The build admits only texts that return one. */
    createFunction: (...names) => {
      const chosen = names.indexOf(names.pop().slice("return ".length, -1));
      return (...args) => args[chosen];
    },
    isUndefined: (value) => value === undefined,
    instanceOf: (value, type) => value instanceof type,
    wrapBoolean: (value) => !!value,
    unwrapBoolean: (value) => (value ? 1 : 0),
    jsExports: () => exported,

    createClass: () =>
      class {
        constructor(object) {
          this[JAVA] = object;
        }
      },
    defineMethod: (type, name, method) => {
      type.prototype[name] = function (...args) {
        return inward(() => method(this, ...args));
      };
    },
    defineStaticMethod: (type, name, method) => {
      type[name] = defineFunction(method);
    },
    defineFunction,
    javaObjectToJS: (object, type) => object && once(object, () => new type(object)),
    unwrapJavaObject: (wrapper) => wrapper[JAVA],
    wrapObject: (object) => {
      if (object === null) return null;
      const wrap = () => java["teavm.jso.createWrapper"](object);
      return object === Object(object) ? (object[JAVA] ?? once(object, wrap)) : wrap();
    },
  };
  for (const type of ["Byte", "Short", "Char", "Int", "Long", "Float", "Double"]) {
    teavmJso["wrap" + type] = teavmJso["unwrap" + type] = same;
  }

  const memory = new WebAssembly.Memory(MEMORY);
  const [hashes] = WebAssembly.Module.customSections(module, "lanes");
  const lanes = hashes && new WebAssembly.Instance(new WebAssembly.Module(hashes), { env: { memory } });
  const none = new WebAssembly.Global({ value: "i32" });

  return {
    imports: {
      teavm: { takeStackTrace: () => ({ getStack: () => [] }), decorateException() {} },
      teavmDate: { currentTimeMillis: Date.now },
      teavmJso: new Proxy(teavmJso, { get: (known, name) => known[name] ?? known[name.replace(/\d+$/, "")] }),
      teavmMath: Math,
      teavmMemory: {
        linearMemory: () => memory.buffer,
        notifyHeapResized() {},
        // Nothing asks for more.
        heapOffset: none,
        maxSize: none,
      },
      env: { memory },
      lanes: { begin: () => LANES, buffer: () => BUFFER, run: lanes?.exports.run },
      // Without the browser's own; the two that take arrays are then not called.
      "wasm:js-string": {
        fromCharCode: String.fromCharCode,
        fromCharCodeArray() {},
        intoCharCodeArray() {},
        concat: (first, second) => first + second,
        charCodeAt: (text, index) => text.charCodeAt(index),
        length: (text) => text.length,
        substring: (text, start, end) => text.substring(start, end),
      },
    },
    started: (exports) => {
      java = exports;
    },
  };
}
