import '../styles/base.css';
import '../styles/filters.css';
import '../styles/states.css';
import '../styles/detail.css';
import '../styles/preferences.css';
import './review.css';
import { type ReviewApi, ReviewApp } from './reviewApp';

declare function acquireVsCodeApi(): ReviewApi;

const app = new ReviewApp();
document.body.append(app);
app.connect(acquireVsCodeApi());
