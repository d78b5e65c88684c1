import '../styles/base.css';
import '../styles/states.css';
import '../styles/preferences.css';
import './judge.css';
import { JudgeApp, type JudgeReportApi } from './judgeApp';

declare function acquireVsCodeApi(): JudgeReportApi;

const app = new JudgeApp();
document.body.append(app);
app.connect(acquireVsCodeApi());
