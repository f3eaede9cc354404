import { type ApplicationConfig, provideBrowserGlobalErrorListeners } from '@angular/core';
import { provideClientHydration } from '@angular/platform-browser';
import { provideRouter, type Routes } from '@angular/router';
import { About } from './about';
import { Chat } from './chat';

const routes: Routes = [
  { path: '', component: Chat, title: 'Chat' },
  { path: 'about', component: About, title: 'About' },
];

/** Angular 22 is zoneless without a word. */
export const appConfig: ApplicationConfig = {
  providers: [provideBrowserGlobalErrorListeners(), provideRouter(routes), provideClientHydration()],
};
