import './steps/1-push-to-served';
import './steps/2-credential-gone';
