import 'fake-indexeddb/auto';

/** What PouchDB's browser build asks of a page and Node has not got, so that tests run the code that is shipped. */
class BlobReader {
  onloadend: ((event: { readonly target: { readonly result: unknown } }) => void) | null = null;
  readAsArrayBuffer(blob: Blob): void {
    void blob.arrayBuffer().then((result) => this.onloadend?.({ target: { result } }));
  }
  readAsBinaryString(blob: Blob): void {
    void blob.arrayBuffer().then((buffer) => {
      const result = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('');
      this.onloadend?.({ target: { result } });
    });
  }
}

const page: Record<string, unknown> = { self: globalThis, navigator: { userAgent: 'Node' }, FileReader: BlobReader };
for (const [name, value] of Object.entries(page)) {
  if (!(name in globalThis)) Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}
