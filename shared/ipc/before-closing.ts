/** Name of the page's function that the desktop edition calls before it closes the window. It resolves when nothing that was typed is left to save. */
export const BEFORE_CLOSING = 'beforeClosing';
