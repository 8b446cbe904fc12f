// One person applies alone, in English: from the home page to the receipt, with and without JavaScript.

import { applyAlone } from '../lib/apply-alone.js';
import { journey } from '../lib/journey.js';

journey('a person applies alone, from the home page to the receipt', applyAlone, { languages: ['en'] });
