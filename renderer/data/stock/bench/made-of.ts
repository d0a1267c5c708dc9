/** What a saved form of a bench is made of: built by one page, read by another. */
export const MADE_OF = 'bench';
