import raw from './tokens.json';

/** The design values of the product. Code that draws (map, watermark) reads them here; style sheets read the custom properties. */
export const tokens = raw;
