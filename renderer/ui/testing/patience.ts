import { configure } from '@testing-library/react';

/** What a page does is waited for: a second, as the library has it, is short on a machine that does other things as well. */
configure({ asyncUtilTimeout: 5_000 });
