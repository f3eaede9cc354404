import { Component } from '@angular/core';

/** A page that the build renders once. */
@Component({
  selector: 'app-about',
  template: `
    <h1>About</h1>
    <p>This page was rendered when the application was built. The chat is rendered for each request.</p>
  `,
})
export class About {}
