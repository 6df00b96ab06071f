// What a page of another site loads for the element.
import '../generated/element.js';
