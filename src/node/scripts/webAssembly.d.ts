/** The part of WebAssembly that is used here, which the types of Node leave to those of browsers. */
declare namespace WebAssembly {
  class Memory {
    /** In pages of 64 KB. */
    constructor(size: { initial: number; maximum: number });
    readonly buffer: ArrayBuffer;
  }
}
