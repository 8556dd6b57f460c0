import { SignInForm } from '#components/sign-in/sign-in-form.tsx';

export default function SignInPage() {
  return <SignInForm />;
}
