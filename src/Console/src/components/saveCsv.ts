// SPDX-License-Identifier: Apache-2.0
import { saveFile } from './saveFile';

/** Saves a text as a file; the mark at its start tells spreadsheets that it is UTF-8. */
export const saveCsv = (title: string, text: string): void => saveFile(`${title}.csv`, new Blob(['\ufeff', text], { type: 'text/csv' }));
