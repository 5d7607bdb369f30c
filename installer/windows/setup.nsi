; The set-up program: for one person without asking for rights, or with /ALLUSERS for the computer.
;   /S  asks nothing   /ALLUSERS  for everybody   /SETUPFILE=PATH  a team file   /D=FOLDER  (last) where to
; Exit codes: 0 done, 1 cancelled, 2 no rights, 3 Sportello is running, 4 the team file cannot be read.
; Defined by installer/windows/packages.py: VERSION, ICON, LISTS, OUT, KILOBYTES; QUICK for a trial, larger and sooner made.
Target amd64-unicode
Unicode true
!ifdef QUICK
SetCompressor zlib
!else
SetCompressor /SOLID lzma
!endif
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel user
!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include x64.nsh

Name "Sportello"
OutFile "${OUT}"
InstallDir ""
BrandingText "Sportello ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey ProductName "Sportello"
VIAddVersionKey FileDescription "Sportello"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey LegalCopyright "Apache License 2.0"

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Sportello"
!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\sportello.exe"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Italian"

LangString Rights ${LANG_ENGLISH} "To install for everybody on this computer, start this as an administrator. Without /ALLUSERS it installs for you alone and needs no rights."
LangString Rights ${LANG_ITALIAN} "Per installare per tutti su questo computer, avviare come amministratore. Senza /ALLUSERS si installa solo per te e non servono diritti."
LangString Running ${LANG_ENGLISH} "Sportello is open. Close it (what you have typed is kept), then choose Retry."
LangString Running ${LANG_ITALIAN} "Sportello è aperto. Chiudilo (ciò che hai scritto resta), poi scegli Riprova."
LangString TeamFile ${LANG_ENGLISH} "The team file cannot be read: $TeamFile. Check where it lies and try again; nothing was installed."
LangString TeamFile ${LANG_ITALIAN} "Il file della squadra non si può leggere: $TeamFile. Controlla dove si trova e riprova; non è stato installato nulla."
LangString System ${LANG_ENGLISH} "Sportello needs Windows 10 or 11, 64 bit."
LangString System ${LANG_ITALIAN} "Sportello richiede Windows 10 o 11 a 64 bit."

Var TeamFile
Var ForAll

; For everybody only with an administrator's rights.
!macro Context
    ${If} $ForAll == "yes"
        SetShellVarContext all
        UserInfo::GetAccountType
        Pop $1
        ${If} $1 != "Admin"
            MessageBox MB_OK|MB_ICONSTOP "$(Rights)" /SD IDOK
            SetErrorLevel 2
            Quit
        ${EndIf}
    ${Else}
        SetShellVarContext current
    ${EndIf}
!macroend

; Windows lets nobody write to a program that runs.
!macro Closed
    ${DoWhile} ${FileExists} "$INSTDIR\sportello.exe"
        ClearErrors
        FileOpen $0 "$INSTDIR\sportello.exe" a
        ${IfNot} ${Errors}
            FileClose $0
            ClearErrors
            FileOpen $0 "$INSTDIR\sportello-cli.exe" a
            ${IfNot} ${Errors}
                FileClose $0
                ${ExitDo}
            ${EndIf}
        ${EndIf}
        MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(Running)" /SD IDCANCEL IDRETRY +3
        SetErrorLevel 3
        Quit
    ${Loop}
!macroend

Function .onInit
    ${IfNot} ${RunningX64}
        MessageBox MB_OK|MB_ICONSTOP "$(System)" /SD IDOK
        Quit
    ${EndIf}
    SetRegView 64
    ${GetParameters} $0
    ClearErrors
    ${GetOptions} $0 "/ALLUSERS" $1
    ${IfNot} ${Errors}
        StrCpy $ForAll "yes"
    ${EndIf}
    !insertmacro Context
    ${If} $INSTDIR == ""
        ReadRegStr $INSTDIR SHCTX "${UNINSTALL}" "InstallLocation"
    ${EndIf}
    ${If} $INSTDIR == ""
        ${If} $ForAll == "yes"
            StrCpy $INSTDIR "$PROGRAMFILES64\Sportello"
        ${Else}
            StrCpy $INSTDIR "$LOCALAPPDATA\Programs\Sportello"
        ${EndIf}
    ${EndIf}
    ${GetParameters} $0
    ClearErrors
    ${GetOptions} $0 "/SETUPFILE=" $TeamFile
    ${If} ${Errors}
        FindFirst $1 $2 "$EXEDIR\*.sportello"
        ${If} $2 != ""
            StrCpy $TeamFile "$EXEDIR\$2"
        ${EndIf}
        FindClose $1
    ${ElseIfNot} ${FileExists} "$TeamFile"
        MessageBox MB_OK|MB_ICONSTOP "$(TeamFile)" /SD IDOK
        SetErrorLevel 4
        Quit
    ${EndIf}
    !insertmacro Closed
FunctionEnd

Section
    ; What the version before had and this one has not goes with its own uninstaller's list; data lie elsewhere.
    ${If} ${FileExists} "$INSTDIR\uninstall.exe"
        ExecWait '"$INSTDIR\uninstall.exe" /S /UPGRADE _?=$INSTDIR'
    ${EndIf}
    !include "${LISTS}/install.nsh"
    SetOutPath "$INSTDIR"
    WriteUninstaller "$INSTDIR\uninstall.exe"
    ${If} $TeamFile != ""
        CopyFiles /SILENT "$TeamFile" "$INSTDIR\team.sportello"
    ${EndIf}
    CreateShortcut "$SMPROGRAMS\Sportello.lnk" "$INSTDIR\sportello.exe"
    WriteRegStr SHCTX "${UNINSTALL}" "DisplayName" "Sportello"
    WriteRegStr SHCTX "${UNINSTALL}" "DisplayVersion" "${VERSION}"
    WriteRegStr SHCTX "${UNINSTALL}" "DisplayIcon" "$INSTDIR\sportello.exe"
    WriteRegStr SHCTX "${UNINSTALL}" "Publisher" "Sportello"
    WriteRegStr SHCTX "${UNINSTALL}" "InstallLocation" "$INSTDIR"
    WriteRegStr SHCTX "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
    WriteRegStr SHCTX "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
    WriteRegDWORD SHCTX "${UNINSTALL}" "EstimatedSize" ${KILOBYTES}
    WriteRegDWORD SHCTX "${UNINSTALL}" "NoModify" 1
    WriteRegDWORD SHCTX "${UNINSTALL}" "NoRepair" 1
    System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Function un.onInit
    SetRegView 64
    ; For whom it was installed, Windows' list tells, however this was started.
    ReadRegStr $0 HKLM "${UNINSTALL}" "InstallLocation"
    ${If} $0 == $INSTDIR
        StrCpy $ForAll "yes"
    ${EndIf}
    !insertmacro Context
    !insertmacro Closed
FunctionEnd

Section Uninstall
    !include "${LISTS}/remove.nsh"
    Delete "$INSTDIR\uninstall.exe"
    ; What was compiled on this computer. The profile beside it is the person's, and stays.
    ${If} $ForAll == ""
        RMDir /r "$LOCALAPPDATA\sportello\bytecode"
    ${EndIf}
    ${GetParameters} $0
    ClearErrors
    ${GetOptions} $0 "/UPGRADE" $1
    ${If} ${Errors}
        Delete "$INSTDIR\team.sportello"
        Delete "$SMPROGRAMS\Sportello.lnk"
        DeleteRegKey SHCTX "${UNINSTALL}"
        RMDir "$INSTDIR"
        ${If} $ForAll == ""
            RMDir "$LOCALAPPDATA\sportello"
        ${EndIf}
        System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
    ${EndIf}
SectionEnd
